import { denial } from "../decide/index.js";
import { maskedToken } from "../domain/index.js";
import type { ScanStore, Time } from "../ports/index.js";
import type { LogEvent } from "./scanner.js";

/** What settling the last run needs of the engine around it. */
export interface LastRunParts {
  readonly store: ScanStore;
  readonly time: Time;
  readonly note: (level: LogEvent["level"], event: string, data: LogEvent["data"]) => void;
  readonly noteFailure: (error: unknown) => void;
}

/**
 * Settles what the last run of this device left open. Scans that were begun and never decided are in doubt: denied, and left
 * to the operator.
 */
export function settleLastRun({ store, time, note, noteFailure }: LastRunParts): void {
  const message = "The device stopped before this scan was answered";
  try {
    for (const { scanId, scan } of store.unfinished()) {
      store.commit(scan, denial("SCAN_AGAIN", "device", { message, inDoubt: true }), time.wallMs(), scanId);
      note("warn", "unfinishedScan", {
        scanId,
        token: maskedToken(scan.barcode.token),
        scanTimeMs: scan.scanTimeMs,
      });
    }
  } catch (error) {
    noteFailure(error); // They stay as they are, in doubt, until the disk works at a start.
  }
}
