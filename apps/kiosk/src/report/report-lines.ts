import type { Report } from "./report.js";

/** A report for programs, as NDJSON: the summary first, then a line for everything listed, `type` says what it is. */
export function* reportLines(report: Report): Generator<string> {
  const { madeAtMs, sinceMs, device, counts, ...lists } = report;
  yield line("summary", { madeAtMs, sinceMs, device, counts });
  for (const row of lists.outages) yield line("outage", row);
  for (const row of lists.enteredTwice) yield line("enteredTwice", row);
  for (const row of lists.alreadyInside) yield line("alreadyInside", row);
  for (const row of lists.doubts) yield line("doubt", row);
  for (const row of lists.quarantined) yield line("quarantined", row);
  for (const row of lists.waiting) yield line("waiting", row);
  for (const row of lists.exceptions) yield line("exception", row);
  for (const row of lists.annulments) yield line("annulment", row);
  for (const row of lists.operatorActs) yield line("operator", row);
  for (const row of lists.setAsides) yield line("setAside", row);
}

function line(type: string, row: object): string {
  return `${JSON.stringify({ type, ...row })}\n`;
}
