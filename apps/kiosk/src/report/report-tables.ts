import { table } from "../table.js";
import { spanText } from "./local-time.js";
import { actText } from "./operators-acts.js";
import type { Outage } from "./outages.js";
import type { ReportedScan } from "./reported-scan.js";
import type { Report } from "./report.js";

type Column<Row> = readonly [title: string, text: (row: Row) => string];
/** Writes a moment in Unix milliseconds; null: it has not come. */
type Clock = (ms: number | null) => string;

/** A table under its title for each list of a report that holds something. */
export function tablesOf(report: Report, time: Clock): readonly string[] {
  const tables = [setAside(report, time), ...withoutTheService(report, time), ...byHand(report, time)];
  return tables.filter((text) => text !== "");
}

function setAside({ setAsides }: Report, time: Clock): string {
  return section("Set aside: what this journal had before may be missing", setAsides, [
    ["set aside", ({ setAsideAtMs }) => time(setAsideAtMs)],
    ["as", ({ file }) => file],
    ["scans saved for upload", ({ salvaged }) => String(salvaged)],
    ["accepted", ({ acceptedAtMs }) => time(acceptedAtMs)],
  ]);
}

/** What happened while the service could not be reached, and what became of it. */
function withoutTheService(report: Report, time: Clock): readonly string[] {
  const scanned = scannedColumns(time);
  return [
    section("Outages", report.outages, outageColumns(report.madeAtMs, time)),
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
  ];
}

/** What the rules alone would not have done, and what an operator did to the gate. */
function byHand(report: Report, time: Clock): readonly string[] {
  return [
    section("Let pass by exception", report.exceptions, [
      ...scannedColumns(time),
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
  ];
}

function scannedColumns(time: Clock): readonly Column<ReportedScan>[] {
  return [
    ["scanned", ({ scanTimeMs }) => time(scanTimeMs)],
    ["ticket", ({ token }) => token],
    ["way", ({ direction }) => direction],
    ["lane", ({ lane }) => lane],
    ["reader", ({ readerId }) => readerId],
    ["place", ({ place }) => place ?? "-"],
  ];
}

function outageColumns(nowMs: number, time: Clock): readonly Column<Outage>[] {
  return [
    ["begin", ({ beginMs }) => time(beginMs)],
    ["end", ({ endMs }) => (endMs === null ? "lasts" : time(endMs))],
    ["took", ({ beginMs, endMs }) => spanText((endMs ?? nowMs) - beginMs)],
    ["permits", ({ permits }) => String(permits)],
    ["denials", ({ denials }) => String(denials)],
    ["in doubt", ({ inDoubt }) => String(inDoubt)],
    ["drained", ({ permits, waiting, drainedAtMs }) => drained(permits, waiting, time(drainedAtMs))],
  ];
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
