import type { Violation } from "../history.js";
import { storeWith } from "../plant.js";
import { uploadKey } from "../venue-service.js";
import { decidedBy, type Checker, type DayRecord, type KioskRecord } from "./checker.js";

/** An upload in hand is over by then, and with it the wait of what a gate told of its scans. */
const LONGEST_UPLOAD_MS = 60_000;

/**
 * Whom the rules alone would not let pass bears the name of the exception: strangers within the kiosk's number, each denial
 * overridden once. What was annulled before it was uploaded never is, and what a gate told of a permit is done.
 */
export const unnamedException: Checker = {
  name: "unnamed exception",
  promises: ["P14"],
  check: (record) =>
    record.kiosks.flatMap((kiosk) => [
      ...misnamed(kiosk),
      ...beyondTheNumber(kiosk),
      ...uploadedThoughAnnulled(kiosk, record),
      ...unheard(kiosk, record),
    ]),
  canary: { store: (store) => storeWith(store, { annul: () => "withdrawn" }) },
};

function wrong(kiosk: KioskRecord, message: string, scanId: string): Violation {
  return {
    checker: unnamedException.name,
    message: `${kiosk.name} ${message} (${scanId})`,
    about: [scanId, kiosk.name],
  };
}

function misnamed(kiosk: KioskRecord): readonly Violation[] {
  const denials = new Set<string>();
  return decidedBy(kiosk).flatMap(({ scanId, scan, decision: { outcome, source, exception } }) => {
    if (outcome === "deny") denials.add(scanId);
    const isStranger = scan.barcode.token.startsWith("STRANGER");
    const admitted = source === "offline" && isStranger ? "unknownAdmitted" : undefined;
    const wanted = outcome === "deny" ? undefined : source === "operator" ? "overridden" : admitted;
    if (exception?.kind !== wanted) return [wrong(kiosk, `let pass as ${exception?.kind}, not as ${wanted}`, scanId)];
    const isSecond = exception?.kind === "overridden" && !denials.delete(exception.scanId);
    return isSecond ? [wrong(kiosk, `overrode what is no denial, or was overridden`, scanId)] : [];
  });
}

function beyondTheNumber(kiosk: KioskRecord): readonly Violation[] {
  const waiting = new Set<string>();
  return kiosk.journal.flatMap(({ kind, scanId, data }) => {
    if (kind === "uploaded") for (const taken of data.scanIds) waiting.delete(taken);
    if (scanId === null) return [];
    if (kind === "annulled") waiting.delete(scanId);
    if (kind !== "decided") return [];
    const { scan, decision } = data;
    if (decision.exception?.kind !== "unknownAdmitted" || scan.direction !== "enter") return [];
    waiting.add(scanId);
    const { maxUnknownTickets: max } = kiosk.kiosk;
    return waiting.size <= max ? [] : [wrong(kiosk, `let in ${waiting.size} strangers of ${max}`, scanId)];
  });
}

function uploadedThoughAnnulled(kiosk: KioskRecord, { history }: DayRecord): readonly Violation[] {
  const scans = new Map(decidedBy(kiosk).map(({ scanId, scan }) => [scanId, uploadKey(scan)]));
  const withdrawn = new Map<string, string>();
  return history.entries.flatMap((entry) => {
    if (entry.kind === "annulled" && entry.kiosk === kiosk.name && entry.withdrawn)
      withdrawn.set(scans.get(entry.scanId) ?? "", entry.scanId);
    if (entry.kind !== "uploadSeen") return [];
    return entry.upload.scans.flatMap((scan) => {
      const scanId = withdrawn.get(uploadKey(scan));
      return scanId === undefined ? [] : [wrong(kiosk, "uploaded what was annulled", scanId)];
    });
  });
}

/** Unless the disk refused that, or the process was killed before the upload in hand was over. */
function unheard(kiosk: KioskRecord, { history }: DayRecord): readonly Violation[] {
  const own = history.entries.filter((entry) => entry.kiosk === kiosk.name);
  const done = new Set(
    own.flatMap((entry) => (entry.kind === "annulled" || entry.kind === "unannulled" ? [entry.scanId] : [])),
  );
  const killedAtMs = own.flatMap((entry) => (entry.kind === "killed" ? [entry.atMs] : []));
  return own.flatMap((entry) => {
    if (entry.kind !== "passage" || entry.passed || done.has(entry.scanId)) return [];
    const isCutShort = killedAtMs.some((atMs) => atMs >= entry.atMs && atMs - entry.atMs <= LONGEST_UPLOAD_MS);
    return isCutShort ? [] : [wrong(kiosk, "did not hear that its gate did not turn", entry.scanId)];
  });
}
