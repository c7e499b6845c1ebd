import { StorageError, type GateScanner, type Time } from "@usher/core";
import { verifyChain, type OpenedScanStore } from "@usher/storage";
import type { Logger } from "pino";
import { tellSetAside } from "./set-aside.js";

/** What a check of the journal needs. */
export interface JournalCheckParts {
  readonly file: string;
  readonly storage: OpenedScanStore;
  readonly scanner: GateScanner;
  readonly time: Time;
  readonly log: Logger;
}

/**
 * Checks, while the gate scans, that the journal is as it was written. One that was edited or is damaged is set aside in
 * mid-work: the gate goes on with what is sound of it, online at once, offline once an operator has accepted.
 */
export async function checkJournal({ file, storage, scanner, time, log }: JournalCheckParts): Promise<void> {
  if (await isAsWritten(file, log)) return;
  try {
    await storage.setAsideNow(time.wallMs());
    tellSetAside(storage, scanner);
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    const message = `The journal is not as it was written, and could not be set aside: ${error.message}`;
    scanner.setAlarm("STORAGE_SET_ASIDE", `${message} Nobody is let in offline; mend that, then start the kiosk again`);
  }
}

/** A journal that can't be read just now, by no fault of its own, counts as sound: it is checked again at the next start. */
async function isAsWritten(file: string, log: Logger): Promise<boolean> {
  try {
    const report = await verifyChain(file);
    if (report.intact) log.info({ entries: report.entries }, "journalChecked");
    else log.error({ entry: report.seq }, "journalBroken");
    return report.intact;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    log.error({ code: error.code, error: error.message }, "journalNotChecked");
    return error.code !== "corrupt";
  }
}
