/** Writes moments as they read at a gate: `2026-07-31 19:04:12 +02:00`. Left out, the time zone is this machine's. */
export function localTimes(timeZone?: string): (ms: number) => string {
  const format = new Intl.DateTimeFormat("en-GB", {
    ...(timeZone === undefined ? {} : { timeZone }),
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "longOffset",
  });
  return (ms) => {
    const part = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const offset = part["timeZoneName"]?.replace("GMT", "") ?? "";
    const date = `${part["year"]}-${part["month"]}-${part["day"]}`;
    return `${date} ${part["hour"]}:${part["minute"]}:${part["second"]} ${offset === "" ? "+00:00" : offset}`;
  };
}

/** A time span as people read it: `0:24:10`. */
export function spanText(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${Math.floor(seconds / 3_600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
