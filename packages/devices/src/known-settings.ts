/**
 * The settings that a device is opened with, as they are. One that the driver does not know is refused: it was misspelt, and would leave
 * the device at a default without a word. No compiler sees that, since an engine with many drivers hands settings on as they come.
 */
export function knownSettings<Settings extends object>(
  settings: Settings,
  known: readonly (keyof Settings & string)[],
  of: string,
): Settings {
  if (typeof settings !== "object" || settings === null)
    throw new TypeError(`${of} is opened with its settings, {} for the defaults; this is ${typeof settings}`);
  const unknown = Object.keys(settings).find((name) => !known.some((one) => one === name));
  if (unknown === undefined) return settings;
  throw new TypeError(`${of} has no setting "${unknown}": expected one of ${known.join(", ")}`);
}
