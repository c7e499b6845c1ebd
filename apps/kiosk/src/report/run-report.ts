import type { Writable } from "node:stream";
import { systemTime } from "@usher/devices";
import { readJournal } from "@usher/storage";
import { readSettingsFile, resolveBeside } from "@usher/validators";
import type { ReportCommand } from "../command-line.js";
import { configurationSchema } from "../configuration/schema.js";
import { startProblem } from "../start-error.js";
import { reportLines } from "./report-lines.js";
import { reportText } from "./report-text.js";
import { JournalReading, type Report } from "./report.js";
import { readServiceScans } from "./service-scans.js";
import { ServiceView } from "./service-view.js";

/** Where a report goes, and where the reason why there is none. */
export interface ReportOutputs {
  readonly output: Writable;
  readonly errorOutput: Writable;
}

/** Makes a report of a gate's journal, beside the kiosk that may be writing it. Gives the exit code. */
export function runReport(command: ReportCommand, { output, errorOutput }: ReportOutputs): number {
  try {
    const report = reportOf(command);
    if (command.format === "text") output.write(reportText(report));
    else for (const line of reportLines(report)) output.write(line);
    return 0;
  } catch (error) {
    const problem = startProblem(error);
    if (problem === null) throw error;
    errorOutput.write(`usher-kiosk: ${problem}\n`);
    return 1;
  }
}

/** The configuration says where the journal lies. Its secrets are not needed, and not looked for. */
function reportOf({ file, sinceMs, wholeTokens, serviceScansFile, internalGates }: ReportCommand): Report {
  const { storage, gate } = readSettingsFile(file, configurationSchema);
  const rule = gate?.rule ?? { kind: "external" };
  const known = serviceScansFile === null ? null : readServiceScans(serviceScansFile);
  const reading = new JournalReading();
  for (const entry of readJournal(resolveBeside(file, storage.file))) reading.apply(entry);
  return reading.report({
    madeAtMs: systemTime.wallMs(),
    sinceMs,
    service: known === null ? null : new ServiceView(known, rule, internalGates),
    wholeTokens,
  });
}
