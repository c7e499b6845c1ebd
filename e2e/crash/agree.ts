import { maskedToken, type Decision, type JournalEntry, type Scan } from "@usher/core";
import type { ChainReport } from "@usher/storage";
import type { KioskVerdict } from "../kiosk-client.js";
import type { SimulatedScan } from "../stand.js";

/** What three witnesses say of the same scans: who stood at the gate, the kiosk's journal, the service. */
export interface Evidence {
  /** Sold tickets. Nobody else may pass. */
  readonly tickets: ReadonlySet<string>;
  /** Every verdict that the gate display got, over all lives of the kiosk. */
  readonly shown: readonly KioskVerdict[];
  readonly journal: readonly JournalEntry[];
  readonly chain: ChainReport;
  /** In the order received. */
  readonly service: readonly SimulatedScan[];
}

/**
 * What they disagree about:
 * - `lost`: a shown scan is not in the journal, or an offline permit not at the service
 * - `changed`: it is there with other data
 * - `double`: a ticket was let in twice, or a scan was sent twice
 * - `unfounded`: somebody passed, or something was uploaded, for which there is no ground
 * - `disordered`: offline permits arrived in another order than they were decided in
 * - `unsettled`: something is left open
 * - `broken`: the journal is not as it was written
 */
export type Violation = {
  readonly kind: "lost" | "changed" | "double" | "unfounded" | "disordered" | "unsettled" | "broken";
  readonly message: string;
};

/** A decided scan, out of the journal. */
export interface Decided {
  readonly entry: JournalEntry;
  readonly scan: Scan;
  readonly decision: Decision;
}

/** Everything in which the witnesses disagree, nothing where all is well. */
export function disagreements(evidence: Evidence): readonly Violation[] {
  const { shown, journal, service, chain } = evidence;
  const decided = decidedIn(journal);
  const chainViolation: Violation = { kind: "broken", message: "the journal's hash chain does not hold" };
  return [
    ...(chain.intact ? [] : [chainViolation]),
    ...shownIsJournalled(shown, decided),
    ...uploadsAreOfflinePermits(decided, service),
    ...sentIsJournalled(journal, service),
    ...permitsAreFounded(evidence, decided),
    ...nobodyTwice(decided, service),
    ...allSettled(journal, decided),
  ];
}

export function decidedIn(journal: readonly JournalEntry[]): readonly Decided[] {
  return journal.flatMap((entry) => (entry.kind === "decided" ? [{ entry, ...entry.data }] : []));
}

/** Promise P9: what was shown as saved is in the journal, with the same data. */
function shownIsJournalled(shown: readonly KioskVerdict[], decided: readonly Decided[]): Violation[] {
  const byId = new Map(decided.map((one) => [one.entry.scanId, one]));
  return shown
    .filter(({ saved, repeated }) => saved && !repeated)
    .flatMap((verdict): Violation[] => {
      const one = byId.get(verdict.scanId);
      const what = `scan ${verdict.scanId}, shown as ${verdict.decision} ${verdict.status}`;
      if (one === undefined) return [{ kind: "lost", message: `${what}, is not in the journal` }];
      const told = JSON.stringify(asShown(one));
      const seen = JSON.stringify(seenOf(verdict));
      return told === seen ? [] : [{ kind: "changed", message: `${what}: shown ${seen}, journalled ${told}` }];
    });
}

function asShown({ scan, decision }: Decided) {
  const { direction, readerId, lane, scanTimeMs, barcode } = scan;
  const { outcome, status, message, source, inDoubt, tickets } = decision;
  const told = { decision: outcome, status, message, source, inDoubt, tickets };
  return { token: maskedToken(barcode.token), direction, readerId, lane, scanTimeMs, ...told };
}

function seenOf(verdict: KioskVerdict) {
  const { token, direction, readerId, lane, scanTimeMs, decision, status, message, source, inDoubt, tickets } = verdict;
  return { token, direction, readerId, lane, scanTimeMs, decision, status, message, source, inDoubt, tickets };
}

/**
 * Promise P4: the service has every offline permit once, as it was made and in the order it was decided, and nothing else. What
 * is alike in every word it may count once: a rush that a slow machine reads in one millisecond takes a ticket out, in and out.
 */
function uploadsAreOfflinePermits(decided: readonly Decided[], service: readonly SimulatedScan[]): Violation[] {
  const owed = decided.filter(isOfflinePermit).map(({ scan }) => recordOf(scan));
  const got = service.filter(({ mode }) => mode === "offline").map(recordTold);
  const [due, arrived] = [[...new Set(owed)], [...new Set(got)]];
  const missing = without(due, got);
  const unknown = without(got, owed);
  const hasTwin = (records: readonly string[]) => (record: string) =>
    records.some((other) => ticketOf(other) === ticketOf(record));
  const changed = missing.filter(hasTwin(unknown));
  const lost = missing.filter((record) => !changed.includes(record));
  const twice = unknown.filter((record) => owed.includes(record));
  const unfounded = unknown.filter((record) => !twice.includes(record) && !hasTwin(missing)(record));
  const violations: Violation[] = [
    ...lost.map((record) => violation("lost", `permitted offline, and not at the service: ${record}`)),
    ...changed.map((record) =>
      violation("changed", `permitted offline, and at the service with other data: ${record}`),
    ),
    ...twice.map((record) => violation("double", `at the service twice: ${record}`)),
    ...unfounded.map((record) => violation("unfounded", `uploaded, and never permitted offline: ${record}`)),
  ];
  if (violations.length > 0) return violations;
  const place = due.findIndex((record, index) => record !== arrived[index]);
  if (place < 0) return [];
  return [violation("disordered", `upload ${place} was ${arrived[place] ?? "none"}, expected ${due[place] ?? "none"}`)];
}

/** Promise P7: no scan was asked about that was not noted before, and none twice. */
function sentIsJournalled(journal: readonly JournalEntry[], service: readonly SimulatedScan[]): Violation[] {
  const begun = journal.flatMap(({ kind, data }) => (kind === "begun" ? [recordOf(data.scan)] : []));
  const asked = service.filter(({ mode }) => mode === "online").map(recordTold);
  return without(asked, begun).map((record) =>
    begun.includes(record)
      ? violation("double", `asked twice about one scan: ${record}`)
      : violation("unfounded", `asked before it was noted in the journal: ${record}`),
  );
}

/** Promises P2 and P3: who passed had a ticket, and where the service is said to have agreed, it did. */
function permitsAreFounded({ tickets, service }: Evidence, decided: readonly Decided[]): Violation[] {
  const agreed = new Set(service.filter(isOkay).map(recordTold));
  return decided
    .filter(({ decision }) => decision.outcome === "permit")
    .flatMap(({ scan, decision, entry }): Violation[] => {
      const what = `permit ${entry.scanId} of ${scan.barcode.token}`;
      if (!tickets.has(scan.barcode.token)) return [violation("unfounded", `${what}: no such ticket`)];
      if (decision.source === "offline" || agreed.has(recordOf(scan))) return [];
      return [violation("unfounded", `${what}: the service did not say so`)];
    });
}

/**
 * Promise P6: between two permits of a ticket in one direction lies a way back. Two things leave open where a ticket is:
 * - a way back that the service took and the kiosk did not hear of: then the service alone knew
 * - a way back no later than the way there, at the other lane: by its time the service can't put it behind
 */
function nobodyTwice(decided: readonly Decided[], service: readonly SimulatedScan[]): Violation[] {
  const taken = new Set(service.filter(isOkay).map(recordTold));
  const last = new Map<string, Scan>();
  return decided.flatMap(({ scan, decision, entry }): Violation[] => {
    const { token } = scan.barcode;
    const before = last.get(token);
    const isSame = before?.direction === scan.direction;
    const isPermit = decision.outcome === "permit";
    const leavesOpen = isPermit
      ? before !== undefined && scan.scanTimeMs <= before.scanTimeMs
      : decision.inDoubt && taken.has(recordOf(scan));
    if (leavesOpen && !isSame) last.delete(token);
    else if (isPermit) last.set(token, scan);
    return isPermit && isSame
      ? [violation("double", `permit ${entry.scanId} of ${token}: ${scan.direction} twice`)]
      : [];
  });
}

/** Promises P4 and P7 at the end, when the network is back: all is uploaded, and every scan that was begun is decided. */
function allSettled(journal: readonly JournalEntry[], decided: readonly Decided[]): Violation[] {
  const closed = new Set(decided.map(({ entry }) => entry.scanId));
  const open = journal.filter(({ kind, scanId }) => kind === "begun" && !closed.has(scanId));
  const waiting = decided.filter((one) => isOfflinePermit(one) && one.entry.state !== "uploaded");
  const replaced = journal.filter(({ kind }) => kind === "setAside");
  return [
    ...open.map(({ scanId }) => violation("unsettled", `scan ${scanId} was begun and never decided`)),
    ...waiting.map(({ entry }) => violation("unsettled", `permit ${entry.scanId} is ${entry.state}, not uploaded`)),
    ...replaced.map(() => violation("unsettled", "the database was set aside as damaged")),
  ];
}

export function isOfflinePermit({ decision }: Decided): boolean {
  return decision.outcome === "permit" && decision.source !== "online";
}

function isOkay({ mode, status }: SimulatedScan): boolean {
  return mode === "online" && status === "OKAY";
}

/** All that the service is told of a scan, as one text that can be compared. */
function recordOf({ barcode, direction, scanTimeMs, device, deviceOs, channelId }: Scan): string {
  const scanType = direction === "enter" ? "ENTER" : "EXIT";
  const { id, gateId, gateName, venueId } = device;
  return [barcode.token, scanType, scanTimeMs, id, gateId, gateName, venueId, deviceOs, channelId].join(" ");
}

function recordTold(told: SimulatedScan): string {
  const { token, scanType, scanTimeMs, deviceId, gateId, gateName, venueId, deviceOs, channelId } = told;
  return [token, scanType, scanTimeMs, deviceId, gateId, gateName, venueId, deviceOs, channelId].join(" ");
}

/** Ticket and direction, the first two words of a record. */
function ticketOf(record: string): string {
  return record.split(" ").slice(0, 2).join(" ");
}

/** The records of one list that the other does not have, as often as it has them more. */
function without(records: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const record of others) left.set(record, (left.get(record) ?? 0) + 1);
  return records.filter((record) => {
    const count = left.get(record) ?? 0;
    left.set(record, count - 1);
    return count <= 0;
  });
}

function violation(kind: Violation["kind"], message: string): Violation {
  return { kind, message };
}
