import type { Report, ReportLists } from "./report.js";

/** What a line of each list is called, in the order in which they come. */
const LINE_TYPES = {
  outages: "outage",
  enteredTwice: "enteredTwice",
  alreadyInside: "alreadyInside",
  doubts: "doubt",
  quarantined: "quarantined",
  waiting: "waiting",
  exceptions: "exception",
  annulments: "annulment",
  operatorActs: "operator",
  setAsides: "setAside",
} as const satisfies Readonly<Record<keyof ReportLists, string>>;

/** The names of all lists of a report. */
export const LISTS = Object.keys(LINE_TYPES) as readonly (keyof ReportLists)[];

/** A report for programs, as NDJSON: the summary first, then a line for everything listed, `type` says what it is. */
export function* reportLines(report: Report): Generator<string> {
  const { madeAtMs, sinceMs, device, counts } = report;
  yield line("summary", { madeAtMs, sinceMs, device, counts });
  for (const list of LISTS) for (const row of report[list]) yield line(LINE_TYPES[list], row);
}

function line(type: string, row: object): string {
  return `${JSON.stringify({ type, ...row })}\n`;
}
