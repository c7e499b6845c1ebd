import {
  StorageError,
  type Annulment,
  type DecidedScan,
  type Decision,
  type Denial,
  type JournalEntry,
  type LedgerEntry,
  type OperatorsAct,
  type Permit,
  type QuarantinedScan,
  type QueuedScan,
  type QueueState,
  type Scan,
  type ScanId,
  type ScanStore,
  type SetAside,
  type StoreCounts,
  type StoredConfiguration,
} from "@usher/core";
import { seal } from "@usher/core/seal";
import { isSound } from "./chain.js";
import { connected, type Connected } from "./connected.js";
import { journalEntryOf, queuedScanOf, type EntryRow, type ScanRow } from "./entry.js";
import type { OpenDatabase } from "./open-database.js";
import type { Queries } from "./queries.js";
import { scanIdOf, seqOf } from "./scan-id.js";
import { storageError } from "./storage-error.js";
import { tallyAfterBegun, tallyAfterDecided, tallyOf, type Tally } from "./tally.js";

interface DecidedRow {
  readonly state: QueueState;
  readonly data: string;
}

/** The scan store on an open database of its format. `file` is for messages. */
export class SqliteScanStore implements ScanStore {
  readonly #file: string;
  #on: Connected;
  /** Null where it must be counted, which grows with the queue: so a scan changes it, and only other writes count anew. */
  #tally: Tally | null = null;
  #closed = false;

  constructor(file: string, open: OpenDatabase) {
    this.#file = file;
    this.#on = connected(file, open);
  }

  /** Whether the file is still where it was opened. Where it is not, nothing is written: it would be gone with the process. */
  isInPlace(): boolean {
    return this.#on.place.holds();
  }

  /** Goes on with another database in the place of this one. */
  moveTo(open: OpenDatabase): void {
    this.#tally = null;
    this.#on = connected(this.#file, open);
  }

  configuration(): StoredConfiguration | null {
    return this.#read(({ configuration }) => parsed(configuration.get()) as StoredConfiguration | null);
  }

  saveConfiguration(configuration: StoredConfiguration): void {
    this.#write(() => this.#on.queries.saveConfiguration.run(JSON.stringify(configuration)));
  }

  begin(scan: Scan, atMs: number): ScanId {
    const tally = this.#tally;
    const seq = this.#write(() => this.#on.record({ kind: "begun", atMs, data: { scan } }));
    this.#on.begun.add(seq, scan);
    this.#tally = tally && tallyAfterBegun(tally);
    return scanIdOf(seq);
  }

  commit(scan: Scan, decision: Decision, atMs: number, begunId?: ScanId): Permit | Denial {
    const tally = this.#tally;
    const begun = begunId === undefined ? undefined : this.#begun(begunId);
    const seq = this.#write(() => {
      const { exception } = decision;
      const denied = exception?.kind === "overridden" ? this.#denied(exception) : null;
      const entry = this.#on.record({ kind: "decided", atMs, data: { scan, decision }, scanId: begun });
      if (denied !== null) {
        const data = { permit: scanIdOf(begun ?? entry), role: denied.role, reason: denied.reason };
        this.#on.record({ kind: "overridden", atMs, data, scanId: denied.seq });
      }
      return entry;
    });
    if (begun !== undefined) this.#on.begun.delete(begun);
    this.#tally = tally && tallyAfterDecided(tally, scan, decision, begun !== undefined);
    return seal(scanIdOf(begun ?? seq), scan, decision);
  }

  unfinished(): readonly QueuedScan[] {
    return this.#read(({ begun }) => this.#on.begun.numbers.map((seq) => queuedScanOf(begun.get(seq) as ScanRow)));
  }

  ledgerEntry(ticketKey: string, eventId: string | null): LedgerEntry | null {
    return this.#read(({ ledgerEntry }) => parsed(ledgerEntry.get(ticketKey, eventId)) as LedgerEntry | null);
  }

  holdsUnacknowledged(ticketKey: string): boolean {
    const { pending, quarantined } = this.counts();
    if (pending + quarantined === 0) return false; // As on most days; a look at the disk takes longer.
    return this.#read(({ unacknowledged }) => unacknowledged.get(ticketKey) !== undefined);
  }

  doubtfulSinceMs(ticketKey: string): number | null {
    const begun = this.#on.begun.newestOf(ticketKey);
    if (this.counts().inDoubt === this.#on.begun.size) return begun?.scanTimeMs ?? null;
    const decided = this.#read(({ doubt }) => doubt.get(ticketKey) as typeof begun | undefined) ?? null;
    const newest = begun === null || (decided !== null && decided.seq > begun.seq) ? decided : begun;
    return newest?.scanTimeMs ?? null;
  }

  devicesWithPending(): readonly number[] {
    return this.#read(({ devicesWithPending }) => devicesWithPending.all() as number[]);
  }

  pending(deviceId: number, limit: number): readonly QueuedScan[] {
    return this.#read(({ pending }) => {
      const rows = pending.all(deviceId, limit) as (EntryRow & ScanRow)[];
      return rows.map((row) => queuedScanOf(this.#asWritten(row)));
    });
  }

  acknowledge(scanIds: readonly ScanId[], atMs: number): void {
    if (scanIds.length === 0) return;
    this.#write(() => {
      const scans = scanIds.map((scanId) => this.#inState(scanId, "pending"));
      if (new Set(scans).size < scans.length) throw this.#refusal("the same scan is acknowledged twice");
      this.#on.record({ kind: "uploaded", atMs, data: { scanIds }, scanId: null });
    });
  }

  quarantine(scanId: ScanId, atMs: number): void {
    this.#write(() =>
      this.#on.record({ kind: "quarantined", atMs, data: {}, scanId: this.#inState(scanId, "pending") }),
    );
  }

  requeue(scanId: ScanId, atMs: number): void {
    this.#write(() =>
      this.#on.record({ kind: "requeued", atMs, data: {}, scanId: this.#inState(scanId, "quarantined") }),
    );
  }

  quarantined(): readonly QuarantinedScan[] {
    return this.#read(({ quarantined }) => {
      const rows = quarantined.all() as (ScanRow & { readonly at_ms: number })[];
      return rows.map((row) => ({ ...queuedScanOf(row), quarantinedAtMs: row.at_ms }));
    });
  }

  counts(): StoreCounts {
    return this.#tallied().counts;
  }

  decided(scanId: ScanId): DecidedScan | null {
    const seq = seqOf(scanId);
    const row = seq === null ? undefined : this.#read(({ decided }) => decided.get(seq) as DecidedRow | undefined);
    if (row === undefined) return null;
    const { scan, decision } = parsed(row.data) as Pick<DecidedScan, "scan" | "decision">;
    return { scanId, scan, decision, state: row.state };
  }

  annul(scanId: ScanId, annulment: Annulment, atMs: number): "withdrawn" | "noted" {
    const withdrawn = this.#write(() => {
      const found = this.decided(scanId);
      if (found?.decision.outcome !== "permit" || found.state === "annulled")
        throw this.#refusal(`scan ${scanId} is ${found?.state ?? "not decided"}, no permit that stands`);
      const isWaiting = found.state === "pending" || found.state === "quarantined";
      const data = { ...annulment, withdrawn: isWaiting };
      this.#on.record({ kind: "annulled", atMs, data, scanId: seqOf(scanId) });
      return isWaiting;
    });
    return withdrawn ? "withdrawn" : "noted";
  }

  admittedUnknown(): number {
    return this.#tallied().admittedUnknown;
  }

  noteAct(act: OperatorsAct, atMs: number): void {
    this.#write(() => this.#on.record({ kind: "operator", atMs, data: act, scanId: null }));
  }

  journal(
    query: { readonly afterSeq?: number; readonly limit?: number; readonly state?: QueueState } = {},
  ): readonly JournalEntry[] {
    const { afterSeq = 0, limit = -1, state } = query; // SQLite reads a negative limit as none.
    return this.#read(({ journal, journalByState }) => {
      const rows = state === undefined ? journal.all(afterSeq, limit) : journalByState.all(state, afterSeq, limit);
      return (rows as (EntryRow & { readonly state: QueueState | null })[]).map(journalEntryOf);
    });
  }

  lastEntryAtMs(): number | null {
    return this.#read(({ lastEntry }) => (lastEntry.get() as number | undefined) ?? null);
  }

  /** What was set aside, until an operator accepted it. */
  setAside(): SetAside | null {
    return this.#read(({ lastSetAside }) => {
      const row = lastSetAside.get() as Pick<EntryRow, "kind" | "data"> | undefined;
      return row?.kind === "setAside" ? (parsed(row.data) as SetAside) : null;
    });
  }

  /** An operator accepts that this `file` was set aside. */
  acceptSetAside(file: string, means: string, atMs: number): void {
    this.#write(() => {
      this.#on.record({ kind: "setAsideAccepted", atMs, data: {}, scanId: null });
      this.#on.record({
        kind: "operator",
        atMs,
        data: { act: "acceptSetAside", lane: null, means, file },
        scanId: null,
      });
    });
  }

  close(): void {
    this.#closed = true;
    this.#tally = null;
    this.#on.close();
  }

  /** What was changed on the disk must not be uploaded as if this device had scanned it (promise P9). */
  #asWritten<Row extends EntryRow>(row: Row): Row {
    if (isSound(row)) return row;
    throw new StorageError(
      "corrupt",
      `${this.#file}: entry ${row.seq} of the journal is not as it was written. Start again: the file is then set aside.`,
    );
  }

  #tallied(): Tally {
    return (this.#tally ??= this.#read((queries) => tallyOf(queries, this.#on.begun)));
  }

  /** The number of a scan that must be begun and not decided. */
  #begun(scanId: ScanId): number {
    const seq = seqOf(scanId);
    if (seq !== null && this.#on.begun.has(seq)) return seq;
    throw this.#refusal(`scan ${scanId} was not begun, or is decided already`);
  }

  /** The number of a decided scan that must be in this state. */
  #inState(scanId: ScanId, wanted: QueueState): number {
    const seq = seqOf(scanId);
    const state = seq === null ? undefined : (this.#on.queries.state.get(seq) as string | undefined);
    if (seq !== null && state === wanted) return seq;
    throw this.#refusal(`scan ${scanId} is ${state ?? "unknown"}, not ${wanted}`);
  }

  /** What overrides a denial, with the number of that scan, which must be one and not overridden before. */
  #denied<Overriding extends { readonly scanId: ScanId }>(exception: Overriding): Overriding & { seq: number } {
    const { scanId } = exception;
    const seq = this.#inState(scanId, "notForUpload");
    if (this.decided(scanId)?.decision.outcome === "deny") return { ...exception, seq };
    throw this.#refusal(`scan ${scanId} is no denial`);
  }

  #write<Result>(work: () => Result): Result {
    this.#tally = null;
    return this.#guarded("save to", () => {
      this.#on.place.assertHolds();
      try {
        return this.#on.transaction.immediate(work) as Result;
      } catch (error) {
        this.#on.journal.forget();
        throw error;
      }
    });
  }

  #read<Result>(ask: (queries: Queries) => Result): Result {
    return this.#guarded("read", () => ask(this.#on.queries));
  }

  #guarded<Result>(doing: string, act: () => Result): Result {
    if (this.#closed) throw this.#refusal("it is closed");
    try {
      return act();
    } catch (error) {
      throw storageError(error, doing, this.#file);
    }
  }

  #refusal(why: string): StorageError {
    return new StorageError("failed", `${this.#file}: ${why}.`);
  }
}

function parsed(data: unknown): unknown {
  return typeof data === "string" ? JSON.parse(data) : null;
}
