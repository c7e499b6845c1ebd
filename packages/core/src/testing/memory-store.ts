import type { Decision } from "../domain/decision.js";
import type { StoredConfiguration } from "../domain/device.js";
import type { Annulment } from "../domain/exception.js";
import type { OperatorsAct } from "../domain/operators-act.js";
import type { QueuedScan, Scan, ScanId } from "../domain/scan.js";
import type { LedgerEntry } from "../domain/ticket.js";
import {
  StorageError,
  type DecidedScan,
  type Denial,
  type JournalContent,
  type JournalEntry,
  type Permit,
  type QuarantinedScan,
  type QueueState,
  type ScanStore,
  type StorageErrorCode,
  type StoreCounts,
} from "../ports/scan-store.js";
import { seal } from "../seal.js";

/** What a test can make fail: every operation that writes. */
export const STORE_WRITES = [
  "saveConfiguration",
  "begin",
  "commit",
  "acknowledge",
  "quarantine",
  "requeue",
  "annul",
  "noteAct",
] as const satisfies readonly (keyof ScanStore)[];

/** One of {@link STORE_WRITES}. */
export type StoreWrite = (typeof STORE_WRITES)[number];

interface KeptScan {
  readonly scanId: ScanId;
  scan: Scan;
  decision: Decision | null;
  state: QueueState | "begun";
  inDoubt: boolean;
  /** Number of the journal entry with the decision. */
  entry: number;
  /** Number of the journal entry that brought it into its state; for pending scans, the place in the queue. */
  since: number;
}

/** What would be on disk. */
interface Contents {
  configuration: StoredConfiguration | null;
  readonly scans: Map<ScanId, KeptScan>;
  /** Each with the number of the decided entry that wrote it. */
  readonly ledger: { readonly seq: number; readonly memory: LedgerEntry }[];
  readonly journal: JournalEntry[];
}

/**
 * The `ScanStore` in memory, for tests: behaves as the real one does, but forgets with the process.
 *
 * Ids are `"000000000001"`, `"000000000002"` and so on, in the order in which they were issued.
 */
export class MemoryStore implements ScanStore {
  readonly #contents: Contents;
  readonly #failures = new Map<StoreWrite, { code: StorageErrorCode; times: number }>();
  #closed = false;

  constructor(contents: Contents = { configuration: null, scans: new Map(), ledger: [], journal: [] }) {
    this.#contents = contents;
  }

  /** The next `times` calls of this operation throw a `StorageError` with this code, and do nothing else. */
  failNext(operation: StoreWrite, code: StorageErrorCode, times = 1): void {
    this.#failures.set(operation, { code, times });
  }

  /** Takes back every {@link failNext}. */
  heal(): void {
    this.#failures.clear();
  }

  /** Closes this store, and gives the one that a restart would find: the same contents. */
  reopen(): MemoryStore {
    this.close();
    return new MemoryStore(this.#contents);
  }

  configuration(): StoredConfiguration | null {
    this.#assertOpen();
    return this.#contents.configuration;
  }

  saveConfiguration(configuration: StoredConfiguration): void {
    this.#assertWritable("saveConfiguration");
    this.#contents.configuration = saved(configuration);
  }

  begin(scan: Scan, atMs: number): ScanId {
    this.#assertWritable("begin");
    const kept = saved(scan);
    const scanId = this.#newScanId();
    const since = this.#append({ kind: "begun", data: { scan: kept } }, atMs, scanId);
    const state = { decision: null, state: "begun", inDoubt: true, entry: since, since } as const;
    this.#contents.scans.set(scanId, { scanId, scan: kept, ...state });
    return scanId;
  }

  commit(scan: Scan, decision: Decision, atMs: number, begunId?: ScanId): Permit | Denial {
    this.#assertWritable("commit");
    if (begunId !== undefined) this.#inState(begunId, "begun", "commit");
    const denied = this.#overruledBy(decision);
    const kept = { scan: saved(scan), decision: saved(decision) };
    const scanId = begunId ?? this.#newScanId();
    const since = this.#append({ kind: "decided", data: kept }, atMs, scanId);
    const state = decision.outcome === "permit" && decision.source !== "online" ? "pending" : "notForUpload";
    this.#contents.scans.set(scanId, { scanId, ...kept, state, inDoubt: decision.inDoubt, entry: since, since });
    if (kept.decision.ledger !== null) this.#contents.ledger.push({ seq: since, memory: kept.decision.ledger });
    if (denied !== null) {
      const { scanId: deniedId, role, reason } = denied.exception;
      const at = this.#append({ kind: "overridden", data: { permit: scanId, role, reason } }, atMs, deniedId);
      Object.assign(denied.scan, { state: "overridden", since: at });
    }
    return seal(scanId, scan, decision);
  }

  unfinished(): readonly QueuedScan[] {
    return this.#scansIn("begun")
      .sort((a, b) => a.since - b.since)
      .map(queued);
  }

  ledgerEntry(ticketKey: string, eventId: string | null): LedgerEntry | null {
    this.#assertOpen();
    const applies = (entry: LedgerEntry): boolean =>
      entry.ticketKey === ticketKey && (eventId === null || entry.eventId === null || entry.eventId === eventId);
    return this.#contents.ledger.findLast(({ memory }) => applies(memory))?.memory ?? null;
  }

  holdsUnacknowledged(ticketKey: string): boolean {
    return this.#scansIn("pending", "quarantined").some(({ scan }) => scan.barcode.ticketKey === ticketKey);
  }

  doubtfulSinceMs(ticketKey: string): number | null {
    const ofTicket = this.#inDoubt().filter(({ scan }) => scan.barcode.ticketKey === ticketKey);
    return ofTicket.sort((a, b) => (a.scanId < b.scanId ? -1 : 1)).at(-1)?.scan.scanTimeMs ?? null;
  }

  devicesWithPending(): readonly number[] {
    return [...new Set(this.#queue().map(({ scan }) => scan.device.id))];
  }

  pending(deviceId: number, limit: number): readonly QueuedScan[] {
    return this.#queue()
      .filter(({ scan }) => scan.device.id === deviceId)
      .slice(0, limit)
      .map(queued);
  }

  acknowledge(scanIds: readonly ScanId[], atMs: number): void {
    this.#assertWritable("acknowledge");
    if (scanIds.length === 0) return;
    const scans = scanIds.map((scanId) => this.#inState(scanId, "pending", "acknowledge"));
    if (new Set(scans).size < scans.length) throw refused("acknowledge", "the same scan is named twice");
    const since = this.#append({ kind: "uploaded", data: { scanIds: saved(scanIds) } }, atMs, null);
    for (const scan of scans) Object.assign(scan, { state: "uploaded", inDoubt: false, since });
  }

  quarantine(scanId: ScanId, atMs: number): void {
    this.#assertWritable("quarantine");
    const scan = this.#inState(scanId, "pending", "quarantine");
    const since = this.#append({ kind: "quarantined", data: {} }, atMs, scanId);
    Object.assign(scan, { state: "quarantined", since });
  }

  requeue(scanId: ScanId, atMs: number): void {
    this.#assertWritable("requeue");
    const scan = this.#inState(scanId, "quarantined", "requeue");
    const since = this.#append({ kind: "requeued", data: {} }, atMs, scanId);
    Object.assign(scan, { state: "pending", since });
  }

  quarantined(): readonly QuarantinedScan[] {
    return this.#scansIn("quarantined")
      .sort((a, b) => a.since - b.since)
      .map((scan) => ({ ...queued(scan), quarantinedAtMs: this.#contents.journal[scan.since - 1]?.atMs ?? 0 }));
  }

  counts(): StoreCounts {
    return {
      pending: this.#scansIn("pending").length,
      quarantined: this.#scansIn("quarantined").length,
      inDoubt: this.#inDoubt().length,
    };
  }

  decided(scanId: ScanId): DecidedScan | null {
    this.#assertOpen();
    const kept = this.#contents.scans.get(scanId);
    if (!kept?.decision || kept.state === "begun") return null;
    return { scanId, scan: kept.scan, decision: kept.decision, state: kept.state };
  }

  annul(scanId: ScanId, annulment: Annulment, atMs: number): "withdrawn" | "noted" {
    this.#assertWritable("annul");
    const scan = this.#contents.scans.get(scanId);
    if (scan?.decision?.outcome !== "permit" || scan.state === "annulled")
      throw refused("annul", `scan ${scanId} is ${scan?.state ?? "unknown"}, no permit that stands`);
    const withdrawn = scan.state === "pending" || scan.state === "quarantined";
    const since = this.#append({ kind: "annulled", data: { ...saved(annulment), withdrawn } }, atMs, scanId);
    Object.assign(scan, { state: "annulled", since });
    const written = this.#contents.ledger.findIndex(({ seq }) => seq === scan.entry);
    if (withdrawn && written >= 0) this.#contents.ledger.splice(written, 1);
    return withdrawn ? "withdrawn" : "noted";
  }

  admittedUnknown(): number {
    return this.#scansIn("pending", "quarantined").filter(
      ({ scan, decision }) => scan.direction === "enter" && decision?.exception?.kind === "unknownAdmitted",
    ).length;
  }

  noteAct(act: OperatorsAct, atMs: number): void {
    this.#assertWritable("noteAct");
    this.#append({ kind: "operator", data: saved(act) }, atMs, null);
  }

  journal(
    query: { readonly afterSeq?: number; readonly limit?: number; readonly state?: QueueState } = {},
  ): readonly JournalEntry[] {
    this.#assertOpen();
    const { afterSeq = 0, limit, state } = query;
    return this.#contents.journal
      .filter(({ seq }) => seq > afterSeq)
      .map((entry) => ({ ...entry, state: this.#stateOf(entry) }))
      .filter((entry) => state === undefined || entry.state === state)
      .slice(0, limit);
  }

  lastEntryAtMs(): number | null {
    this.#assertOpen();
    return this.#contents.journal.at(-1)?.atMs ?? null;
  }

  close(): void {
    this.#closed = true;
  }

  #assertOpen(): void {
    if (this.#closed) throw refused("read", "the store is closed");
  }

  #assertWritable(operation: StoreWrite): void {
    this.#assertOpen();
    const failure = this.#failures.get(operation);
    if (failure === undefined || failure.times === 0) return;
    failure.times -= 1;
    throw new StorageError(failure.code, `${operation}: made to fail by the test (${failure.code})`);
  }

  #inState(scanId: ScanId, state: KeptScan["state"], operation: StoreWrite): KeptScan {
    const scan = this.#contents.scans.get(scanId);
    if (scan?.state === state) return scan;
    throw refused(operation, `scan ${scanId} is ${scan?.state ?? "unknown"}, not ${state}`);
  }

  /** The denial that a decision overrides, or null where it overrides none. */
  #overruledBy({ exception }: Decision) {
    if (exception?.kind !== "overridden") return null;
    const scan = this.#inState(exception.scanId, "notForUpload", "commit");
    if (scan.decision?.outcome !== "deny") throw refused("commit", `scan ${exception.scanId} is no denial`);
    return { exception, scan };
  }

  #newScanId(): ScanId {
    return String(this.#contents.scans.size + 1).padStart(12, "0");
  }

  #append(content: JournalContent, atMs: number, scanId: ScanId | null): number {
    const seq = this.#contents.journal.length + 1;
    this.#contents.journal.push({ ...content, seq, atMs, scanId, state: null });
    return seq;
  }

  #scansIn(...states: readonly KeptScan["state"][]): KeptScan[] {
    this.#assertOpen();
    return [...this.#contents.scans.values()].filter(({ state }) => states.includes(state));
  }

  #queue(): KeptScan[] {
    return this.#scansIn("pending").sort((a, b) => a.since - b.since);
  }

  #inDoubt(): KeptScan[] {
    this.#assertOpen();
    return [...this.#contents.scans.values()].filter(({ inDoubt }) => inDoubt);
  }

  #stateOf(entry: JournalEntry): QueueState | null {
    if (entry.kind !== "decided" || entry.scanId === null) return null;
    const state = this.#contents.scans.get(entry.scanId)?.state;
    return state === undefined || state === "begun" ? null : state;
  }
}

/** A copy, as a disk would keep it: what the caller does to his own object later changes nothing. */
function saved<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}

function queued({ scanId, scan }: KeptScan): QueuedScan {
  return { scanId, scan };
}

function refused(operation: string, why: string): StorageError {
  return new StorageError("failed", `Cannot ${operation}: ${why}`);
}
