import { table } from "../table.js";
import { actText } from "./operators-acts.js";
import type { Outage } from "./outages.js";
import type { ReportedScan } from "./reported-scan.js";
import { localTimes, spanText } from "./local-time.js";
import type { Report, ReportCounts } from "./report.js";

type Column<Row> = readonly [title: string, text: (row: Row) => string];

/** A report for people: what counts first, then a table for each list that holds something. Times are local. */
export function reportText(report: Report, timeZone?: string): string {
  const local = localTimes(timeZone);
  const time = (ms: number | null) => (ms === null ? "-" : local(ms));
  const scanned: readonly Column<ReportedScan>[] = [
    ["scanned", ({ scanTimeMs }) => time(scanTimeMs)],
    ["ticket", ({ token }) => token],
    ["way", ({ direction }) => direction],
    ["lane", ({ lane }) => lane],
    ["reader", ({ readerId }) => readerId],
    ["place", ({ place }) => place ?? "-"],
  ];
  const outage: readonly Column<Outage>[] = [
    ["begin", ({ beginMs }) => time(beginMs)],
    ["end", ({ endMs }) => (endMs === null ? "lasts" : time(endMs))],
    ["took", ({ beginMs, endMs }) => spanText((endMs ?? report.madeAtMs) - beginMs)],
    ["permits", ({ permits }) => String(permits)],
    ["denials", ({ denials }) => String(denials)],
    ["in doubt", ({ inDoubt }) => String(inDoubt)],
    ["drained", ({ permits, waiting, drainedAtMs }) => drained(permits, waiting, time(drainedAtMs))],
  ];
  return [
    heading(report, time),
    facts(report.counts),
    section("Set aside: what this journal had before may be missing", report.setAsides, [
      ["set aside", ({ setAsideAtMs }) => time(setAsideAtMs)],
      ["as", ({ file }) => file],
      ["scans saved for upload", ({ salvaged }) => String(salvaged)],
      ["accepted", ({ acceptedAtMs }) => time(acceptedAtMs)],
    ]),
    section("Outages", report.outages, outage),
    section("Entered twice", report.enteredTwice, [
      ...scanned,
      ["and also", ({ other }) => time(other.scanTimeMs)],
      ["at gate", ({ other }) => other.gateName],
      ["device", ({ other }) => `${other.deviceId} ${other.mode}`],
    ]),
    section("Permitted, and answered as already inside before the service had taken it", report.alreadyInside, [
      ...scanned,
      ["answered", ({ answer }) => time(answer.atMs)],
      ["status", ({ answer }) => answer.status],
    ]),
    section("In doubt: sent and never answered", report.doubts, [
      ...scanned,
      ["decided", ({ decided }) => decided],
      ["uploaded", ({ uploadedAtMs }) => time(uploadedAtMs)],
      ["answered later", ({ answer }) => (answer === null ? "-" : `${answer.status} ${time(answer.atMs)}`)],
      [
        "the service has it as",
        ({ atService }) => (atService === undefined ? "not known" : (atService ?? "never received")),
      ],
    ]),
    section("Quarantined: the service found it malformed", report.quarantined, [
      ...scanned,
      ["quarantined", ({ quarantinedAtMs }) => time(quarantinedAtMs)],
    ]),
    section("Waiting for upload", report.waiting, scanned),
    section("Let pass by exception", report.exceptions, [
      ...scanned,
      ["exception", ({ kind }) => kind],
      ["role", ({ role }) => role ?? "-"],
      ["reason", ({ reason }) => reason ?? "-"],
      ["annulled", ({ annulledAtMs }) => time(annulledAtMs)],
    ]),
    section("Annulled: nobody went through", report.annulments, [
      ["annulled", ({ annulledAtMs }) => time(annulledAtMs)],
      ["scan", ({ scanId }) => scanId],
      ["by", ({ by }) => by],
      ["role", ({ role }) => role ?? "-"],
      ["reason", ({ reason }) => reason ?? "-"],
      ["upload", ({ withdrawn }) => (withdrawn ? "withdrawn" : "the service has it")],
    ]),
    section("Done by the operator", report.operatorActs, [
      ["when", ({ atMs }) => time(atMs)],
      ["lane", ({ lane }) => lane ?? "all"],
      ["what", actText],
      ["by which means", ({ means }) => means],
    ]),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
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

function drained(permits: number, waiting: number, when: string): string {
  if (permits === 0) return "nothing to upload";
  return waiting > 0 ? `${waiting} not uploaded` : when;
}

function section<Row>(title: string, rows: readonly Row[], columns: readonly Column<Row>[]): string {
  if (rows.length === 0) return "";
  const cells = [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, text]) => text(row)))];
  return [title.toUpperCase(), ...table(cells)].join("\n");
}
