const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });

/** A moment as the operator's browser writes it. */
export function timeText(ms: number): string {
  return FORMAT.format(ms);
}
