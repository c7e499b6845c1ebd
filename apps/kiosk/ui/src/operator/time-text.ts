const FORMAT = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });

const TIME_OF_DAY = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

/** A moment of today, likewise. */
export function timeOfDay(ms: number): string {
  return TIME_OF_DAY.format(ms);
}

/** A moment as the operator's browser writes it. */
export function timeText(ms: number): string {
  return FORMAT.format(ms);
}
