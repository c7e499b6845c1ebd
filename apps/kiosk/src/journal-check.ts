import { StorageError, type GateScanner, type Time } from "@usher/core";
import { verifyChain, type OpenedScanStore } from "@usher/storage";
import type { Logger } from "pino";
import { LIMITS } from "./limits.js";
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
export async function checkJournal(parts: JournalCheckParts): Promise<void> {
  if (await isAsWritten(parts)) return;
  const trouble = await setAside(parts);
  if (trouble === null) return;
  const message = `The journal is not as it was written, and could not be set aside: ${trouble}`;
  parts.scanner.setAlarm(
    "STORAGE_SET_ASIDE",
    `${message} Nobody is let in offline; mend that, then start the kiosk again`,
  );
}

/**
 * Looks, until the scanner ends, whether the journal is still in its place: what is saved into a file that somebody removed is gone
 * with the process. Everything is put into a new file at once, and until that is done nobody passes.
 */
export function watchJournal(parts: JournalCheckParts): void {
  const { storage, scanner, time, log } = parts;
  let isMisplaced = false;
  let isEnded = false;
  let cancel = (): void => undefined;
  const look = async (): Promise<void> => {
    const wasMisplaced = isMisplaced;
    isMisplaced = !storage.isInPlace();
    if (isMisplaced && !wasMisplaced) log.error({ file: parts.file }, "journalMisplaced");
    const trouble = isMisplaced ? await setAside(parts) : null;
    if (trouble !== null) {
      const message = `The journal was removed or replaced, and could not be made anew: ${trouble}`;
      scanner.setAlarm("STORAGE_SET_ASIDE", `${message} Nobody is let in until that is mended`);
    } else if (wasMisplaced && !isMisplaced) {
      tellSetAside(storage, scanner); // It was put back.
    }
    if (!isEnded) cancel = time.after(LIMITS.journalLookMs, () => void look());
  };
  scanner.state$.subscribe({
    complete: () => {
      isEnded = true;
      cancel();
    },
  });
  void look();
}

/** Null where it went well, else what is in the way. */
async function setAside({ storage, scanner, time }: JournalCheckParts): Promise<string | null> {
  try {
    await storage.setAsideNow(time.wallMs());
    tellSetAside(storage, scanner);
    return null;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    return error.message;
  }
}

/** A journal that can't be read just now, by no fault of its own, counts as sound: it is checked again at the next start. */
async function isAsWritten({ file, log }: JournalCheckParts): Promise<boolean> {
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
