/** Tells a log. What it throws is passed over: it must not cost a scanner or the process, and of a log that fails nobody is left to tell. */
export function tellLog<Told extends unknown[]>(log: ((...told: Told) => void) | undefined, ...told: Told): void {
  try {
    log?.(...told);
  } catch {
    // See above.
  }
}
