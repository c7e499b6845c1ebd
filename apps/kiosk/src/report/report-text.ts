import { table } from "../table.js";
import { localTimes, spanText } from "./local-time.js";
import { tablesOf } from "./report-tables.js";
import type { Report, ReportCounts } from "./report.js";

/** A report for people: what counts first, then a table for each list that holds something. Times are local. */
export function reportText(report: Report, timeZone?: string): string {
  const local = localTimes(timeZone);
  const tables = tablesOf(report, (ms) => (ms === null ? "-" : local(ms)));
  return `${[heading(report, local), facts(report.counts), ...tables].join("\n\n")}\n`;
}

function heading({ device, madeAtMs, sinceMs }: Report, time: (ms: number) => string): string {
  const gate =
    device === null ? "No scans" : `${device.gateName} · ${device.name} (device ${device.id}, ${device.venueId})`;
  return `${gate}\nReport of ${time(madeAtMs)}, ${sinceMs === null ? "of the whole journal" : `since ${time(sinceMs)}`}`;
}

function facts(counts: ReportCounts): string {
  const { outages, outageMs, permits, uploaded, waiting, quarantined, inDoubt, inDoubtOpen } = counts;
  const twice = counts.enteredTwice ?? "not known: bring the service's scans with --service-scans";
  const rows = [
    ["tickets that may have let in two people", String(counts.ticketsAtRisk)],
    ["entered twice", String(twice)],
    ["permitted, and answered as already inside", String(counts.alreadyInside)],
    ["outages", `${outages}, ${spanText(outageMs)} in all`],
    [
      "permitted without the service",
      `${permits}: ${uploaded} uploaded, ${waiting} waiting, ${quarantined} quarantined`,
    ],
    ["in doubt", `${inDoubt}: ${inDoubtOpen} open`],
    ["let pass by exception", `${counts.unknownAdmitted} unknown tickets, ${counts.overridden} by the operator`],
    ["annulled", String(counts.annulled)],
    ["done by the operator", String(counts.operatorActs)],
  ];
  return table(rows).join("\n");
}
