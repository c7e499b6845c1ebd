import {
  StorageError,
  type Decision,
  type Denial,
  type JournalEntry,
  type LedgerEntry,
  type Permit,
  type QuarantinedScan,
  type QueuedScan,
  type QueueState,
  type Scan,
  type ScanId,
  type ScanStore,
  type StoreCounts,
  type StoredConfiguration,
} from "@usher/core";
import { seal } from "@usher/core/seal";
import { journalEntryOf, type EntryRow } from "./entry.js";
import { JournalWriter, type NewEntry } from "./journal.js";
import type { SqlValue, Statement } from "./native.js";
import type { OpenDatabase } from "./open-database.js";
import { Projection } from "./projection.js";
import { prepareQueries } from "./queries.js";
import { scanIdOf, seqOf } from "./scan-id.js";
import { storageError } from "./storage-error.js";

interface ScanRow {
  readonly scan_id: number;
  readonly data: string;
}

/** The scan store on an open database of its format. `file` is for messages. */
export class SqliteScanStore implements ScanStore {
  readonly #file: string;
  readonly #open: OpenDatabase;
  readonly #journal: JournalWriter;
  readonly #projection: Projection;
  readonly #queries: ReturnType<typeof prepareQueries>;
  #closed = false;

  constructor(file: string, open: OpenDatabase) {
    this.#file = file;
    this.#open = open;
    this.#journal = new JournalWriter(open.database);
    this.#projection = new Projection(open.database);
    this.#queries = prepareQueries(open.database);
  }

  configuration(): StoredConfiguration | null {
    const row = this.#row<{ readonly data: string }>(this.#queries.configuration);
    return row === undefined ? null : (JSON.parse(row.data) as StoredConfiguration);
  }

  saveConfiguration(configuration: StoredConfiguration): void {
    this.#write(() => this.#queries.saveConfiguration.run(JSON.stringify(configuration)));
  }

  begin(scan: Scan, atMs: number): ScanId {
    return scanIdOf(this.#write(() => this.#record({ kind: "begun", atMs, data: { scan } })));
  }

  commit(scan: Scan, decision: Decision, atMs: number, begunId?: ScanId): Permit | Denial {
    const seq = this.#write(() => {
      const scanId = begunId === undefined ? {} : { scanId: this.#inState(begunId, "begun") };
      return this.#record({ kind: "decided", atMs, data: { scan, decision }, ...scanId });
    });
    return seal(begunId ?? scanIdOf(seq), scan, decision);
  }

  unfinished(): readonly QueuedScan[] {
    return this.#rows<ScanRow>(this.#queries.unfinished).map(queuedScan);
  }

  ledgerEntry(ticketKey: string, eventId: string | null): LedgerEntry | null {
    const row = this.#row<{ readonly data: string }>(this.#queries.ledgerEntry, ticketKey, eventId);
    return row === undefined ? null : (JSON.parse(row.data) as LedgerEntry);
  }

  holdsUnacknowledged(ticketKey: string): boolean {
    return this.#row(this.#queries.unacknowledged, ticketKey) !== undefined;
  }

  doubtfulSinceMs(ticketKey: string): number | null {
    return this.#row<{ readonly scan_time_ms: number }>(this.#queries.doubt, ticketKey)?.scan_time_ms ?? null;
  }

  devicesWithPending(): readonly number[] {
    return this.#rows<{ readonly device_id: number }>(this.#queries.devicesWithPending).map((row) => row.device_id);
  }

  pending(deviceId: number, limit: number): readonly QueuedScan[] {
    return this.#rows<ScanRow>(this.#queries.pending, deviceId, limit).map(queuedScan);
  }

  acknowledge(scanIds: readonly ScanId[], atMs: number): void {
    if (scanIds.length === 0) return;
    this.#write(() => {
      const scans = scanIds.map((scanId) => this.#inState(scanId, "pending"));
      if (new Set(scans).size < scans.length) throw this.#refusal("the same scan is acknowledged twice");
      this.#record({ kind: "uploaded", atMs, data: { scanIds }, scanId: null });
    });
  }

  quarantine(scanId: ScanId, atMs: number): void {
    this.#write(() => this.#record({ kind: "quarantined", atMs, data: {}, scanId: this.#inState(scanId, "pending") }));
  }

  requeue(scanId: ScanId, atMs: number): void {
    this.#write(() => this.#record({ kind: "requeued", atMs, data: {}, scanId: this.#inState(scanId, "quarantined") }));
  }

  quarantined(): readonly QuarantinedScan[] {
    const rows = this.#rows<ScanRow & { readonly at_ms: number }>(this.#queries.quarantined);
    return rows.map((row) => ({ ...queuedScan(row), quarantinedAtMs: row.at_ms }));
  }

  counts(): StoreCounts {
    return this.#row<StoreCounts>(this.#queries.counts) as StoreCounts;
  }

  journal(
    query: { readonly afterSeq?: number; readonly limit?: number; readonly state?: QueueState } = {},
  ): readonly JournalEntry[] {
    const { afterSeq = 0, limit = -1, state } = query; // SQLite reads a negative limit as none.
    const { journal, journalByState } = this.#queries;
    const rows =
      state === undefined ? this.#rows(journal, afterSeq, limit) : this.#rows(journalByState, state, afterSeq, limit);
    return (rows as (EntryRow & { readonly state: QueueState | null })[]).map(journalEntryOf);
  }

  lastEntryAtMs(): number | null {
    return this.#row<{ readonly at_ms: number }>(this.#queries.lastEntry)?.at_ms ?? null;
  }

  close(): void {
    this.#closed = true;
    this.#open.close();
  }

  /** Appends an entry and lets queue and ledger follow. Gives its number. */
  #record(entry: NewEntry): number {
    const appended = this.#journal.append(entry);
    this.#projection.apply(appended);
    return appended.seq;
  }

  /** The number of a scan that must be in this state. */
  #inState(scanId: ScanId, wanted: QueueState | "begun"): number {
    const seq = seqOf(scanId);
    const row = seq === null ? undefined : (this.#queries.state.get(seq) as { readonly state: string } | undefined);
    if (seq !== null && row?.state === wanted) return seq;
    throw this.#refusal(`scan ${scanId} is ${row?.state ?? "unknown"}, not ${wanted}`);
  }

  #write<Result>(work: () => Result): Result {
    return this.#guarded("save to", () => this.#open.database.transaction(work).immediate());
  }

  #row<Row>(statement: Statement, ...values: SqlValue[]): Row | undefined {
    return this.#guarded("read", () => statement.get(...values) as Row | undefined);
  }

  #rows<Row>(statement: Statement, ...values: SqlValue[]): Row[] {
    return this.#guarded("read", () => statement.all(...values) as Row[]);
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

function queuedScan(row: ScanRow): QueuedScan {
  return { scanId: scanIdOf(row.scan_id), scan: (JSON.parse(row.data) as { readonly scan: Scan }).scan };
}
