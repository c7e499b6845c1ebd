import { denial } from "../decide/index.js";
import { maskedToken } from "../domain/index.js";
import type { ScanStore, Time } from "../ports/index.js";
import { safely } from "./safely.js";
import type { LogEvent } from "./scanner.js";

/** Stores of scanners that were started. */
const taken = new WeakSet<ScanStore>();

/**
 * Gives a scanner its store, once. A second one over the same store would settle and upload what the first has in hand, and a
 * scanner that stops closes its store.
 */
export function takeStore(store: ScanStore, stopped: AbortSignal): void {
  if (taken.has(store) || stopped.aborted) {
    throw new Error(
      "a scanner starts once, with a store of its own that no other scanner was started with. To start anew, open the store and " +
        "create the scanner anew; several readers and lanes are one scanner's settings",
    );
  }
  taken.add(store);
}

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
  // Where the disk fails they stay as they are, in doubt, until it works at a start.
  safely(() => {
    for (const { scanId, scan } of store.unfinished()) {
      store.commit(scan, denial("SCAN_AGAIN", "device", { message, inDoubt: true }), time.wallMs(), scanId);
      note("warn", "unfinishedScan", {
        scanId,
        token: maskedToken(scan.barcode.token),
        scanTimeMs: scan.scanTimeMs,
      });
    }
  }, noteFailure);
}
