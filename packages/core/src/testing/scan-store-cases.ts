import type { Decision } from "../domain/decision.js";
import type { StoredConfiguration } from "../domain/device.js";
import type { QueuedScan, Scan, ScanId } from "../domain/scan.js";
import type { LedgerEntry } from "../domain/ticket.js";
import { StorageError, type QueueState, type ScanStore } from "../ports/scan-store.js";
import { equal } from "./equal.js";

/** The store under test, as the suite holds it. */
export interface ScanStoreHarness {
  /** Empty at first. */
  readonly store: ScanStore;
  /** Closes the store and opens it again, as a restart does. `store` is the new one from then on. */
  reopen(): ScanStore;
  /** With true, the medium refuses every write, as a full disk does, until called with false. */
  refuseWrites(refused: boolean): void;
}

/** One case of a conformance suite. It throws where the store breaks the contract. */
export interface ScanStoreCase {
  readonly name: string;
  readonly run: (harness: ScanStoreHarness) => void;
}

/** A configuration as the service answered it. */
export const CONFIGURATION: StoredConfiguration = {
  identity: {
    venueId: "V1",
    name: "North 1",
    mac: "02:00:00:00:00:01",
    ip: "192.0.2.1",
    gateName: "North",
    serial: "S1",
    model: "M1",
  },
  device: { id: 7, name: "North 1", venueId: "V1", gateId: 70, gateName: "North" },
  configuredAtMs: 1_790_000_000_000,
};

/** Decisions as they come; the ledger learns nothing of them. */
export const DENIAL: Decision = {
  outcome: "deny",
  status: "ALREADY_ENTERED",
  message: "This ticket is already inside",
  source: "online",
  inDoubt: false,
  tickets: [{ place: "A:1:2", eventId: "E1" }],
  ledger: null,
};
export const PERMIT: Decision = { ...DENIAL, outcome: "permit", status: "OKAY", message: "Okay", source: "offline" };
export const ONLINE_PERMIT: Decision = { ...PERMIT, source: "online" };

interface ScanParts {
  readonly token?: string;
  readonly scanTimeMs?: number;
  readonly deviceId?: number;
}

/** A scan in which only what a case is about is peculiar. */
export function scanOf({ token = "T1", scanTimeMs = 1_000, deviceId = 7 }: ScanParts = {}): Scan {
  return {
    barcode: { token, ticketKey: token, symbology: "]Q1" },
    direction: "enter",
    device: { ...CONFIGURATION.device, id: deviceId },
    scanTimeMs,
    skewMs: -120,
    deviceOs: "Printed",
    channelId: null,
    readerId: "reader-1",
    lane: "lane-1",
  };
}

/** What is remembered of a ticket. */
export function entry(
  ticketKey: string,
  eventId: string | null,
  external: LedgerEntry["state"]["external"],
  bar: string | null = null,
): LedgerEntry {
  return { ticketKey, eventId, state: { external, internal: { club: "inside" } }, bar };
}

/** A permit that moves T1 in the ledger. */
export function permitTo(external: LedgerEntry["state"]["external"]): Decision {
  return { ...PERMIT, ledger: entry("T1", null, external) };
}

/** Makes the store remember. */
export function remember(store: ScanStore, ledger: LedgerEntry): void {
  store.commit(scanOf({ token: ledger.ticketKey }), { ...DENIAL, ledger }, 1);
}

/** Commits a decision, by default one that waits for its upload. */
export function enqueue(store: ScanStore, parts: ScanParts = {}, decision: Decision = PERMIT): QueuedScan {
  const scan = scanOf(parts);
  return { scanId: store.commit(scan, decision, 1).scanId, scan };
}

/** The decided scans in a state. */
export function idsIn(store: ScanStore, state: QueueState): readonly (ScanId | null)[] {
  return store.journal({ state }).map(({ scanId }) => scanId);
}

/** All that can be asked of a store about these tests' tickets and devices. */
function everything(store: ScanStore): unknown {
  const tickets = ["T1", "T2", "T3", "T4"];
  return {
    configuration: store.configuration(),
    unfinished: store.unfinished(),
    ledger: tickets.map((key) => store.ledgerEntry(key, null)),
    held: tickets.map((key) => store.holdsUnacknowledged(key)),
    doubts: tickets.map((key) => store.doubtfulSinceMs(key)),
    pending: store.devicesWithPending().map((id) => store.pending(id, 100)),
    quarantined: store.quarantined(),
    counts: store.counts(),
    admittedUnknown: store.admittedUnknown(),
    journal: store.journal(),
  };
}

/** What must hold of the store as it is, and of the store that a restart finds. */
export function overRestart(harness: ScanStoreHarness, check: (store: ScanStore) => void): void {
  check(harness.store);
  check(harness.reopen());
}

/** The write is refused, with this code, and nothing of the store has changed. */
export function failsUnchanged(
  { store }: ScanStoreHarness,
  code: StorageError["code"] | null,
  write: () => void,
): void {
  const before = everything(store);
  fails(code, write);
  equal(everything(store), before);
}

/** The call is refused, with this code (null: whatever code). */
export function fails(code: StorageError["code"] | null, act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    if (code !== null) equal(error.code, code);
    return;
  }
  throw new Error("expected a StorageError, but it went through");
}

/** A copy that shares nothing. */
export function copied<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
