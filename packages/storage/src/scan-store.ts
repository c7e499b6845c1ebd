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
import { isSound } from "./chain.js";
import { journalEntryOf, type EntryRow, type SetAside } from "./entry.js";
import { JournalWriter, type NewEntry } from "./journal.js";
import type { OpenDatabase } from "./open-database.js";
import { Projection } from "./projection.js";
import { prepareQueries, type Queries } from "./queries.js";
import { scanIdOf, seqOf } from "./scan-id.js";
import { storageError } from "./storage-error.js";

interface ScanRow {
  readonly scan_id: number;
  readonly data: string;
}

type Connected = ReturnType<typeof connected>;

/** An open database, and what the store does with it. */
function connected({ database, close }: OpenDatabase) {
  return {
    close,
    journal: new JournalWriter(database),
    projection: new Projection(database),
    queries: prepareQueries(database),
    transaction: database.transaction((work: () => unknown) => work()),
  };
}

/** The scan store on an open database of its format. `file` is for messages. */
export class SqliteScanStore implements ScanStore {
  readonly #file: string;
  #on: Connected;
  /** Counted anew after a write only: everybody asks for them, and counting grows with the queue. */
  #counts: StoreCounts | null = null;
  #closed = false;

  constructor(file: string, open: OpenDatabase) {
    this.#file = file;
    this.#on = connected(open);
  }

  /** Goes on with another database in the place of this one. */
  moveTo(open: OpenDatabase): void {
    this.#counts = null;
    this.#on = connected(open);
  }

  configuration(): StoredConfiguration | null {
    return this.#read(({ configuration }) => parsed(configuration.get()) as StoredConfiguration | null);
  }

  saveConfiguration(configuration: StoredConfiguration): void {
    this.#write(() => this.#on.queries.saveConfiguration.run(JSON.stringify(configuration)));
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
    return this.#read(({ unfinished }) => (unfinished.all() as ScanRow[]).map(queuedScan));
  }

  ledgerEntry(ticketKey: string, eventId: string | null): LedgerEntry | null {
    return this.#read(({ ledgerEntry }) => parsed(ledgerEntry.get(ticketKey, eventId)) as LedgerEntry | null);
  }

  holdsUnacknowledged(ticketKey: string): boolean {
    return this.#read(({ unacknowledged }) => unacknowledged.get(ticketKey) !== undefined);
  }

  doubtfulSinceMs(ticketKey: string): number | null {
    return this.#read(({ doubt }) => (doubt.get(ticketKey) as number | undefined) ?? null);
  }

  devicesWithPending(): readonly number[] {
    return this.#read(({ devicesWithPending }) => devicesWithPending.all() as number[]);
  }

  pending(deviceId: number, limit: number): readonly QueuedScan[] {
    return this.#read(({ pending }) => {
      const rows = pending.all(deviceId, limit) as (EntryRow & ScanRow)[];
      return rows.map((row) => queuedScan(this.#asWritten(row)));
    });
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
    return this.#read(({ quarantined }) => {
      const rows = quarantined.all() as (ScanRow & { readonly at_ms: number })[];
      return rows.map((row) => ({ ...queuedScan(row), quarantinedAtMs: row.at_ms }));
    });
  }

  counts(): StoreCounts {
    this.#counts ??= this.#read(({ counts }) => counts.get() as StoreCounts);
    return this.#counts;
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

  acceptSetAside(atMs: number): void {
    this.#write(() => this.#record({ kind: "setAsideAccepted", atMs, data: {}, scanId: null }));
  }

  close(): void {
    this.#closed = true;
    this.#counts = null;
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

  /** Appends an entry and lets queue and ledger follow. Gives its number. */
  #record(entry: NewEntry): number {
    const appended = this.#on.journal.append(entry);
    this.#on.projection.apply(appended);
    return appended.seq;
  }

  /** The number of a scan that must be in this state. */
  #inState(scanId: ScanId, wanted: QueueState | "begun"): number {
    const seq = seqOf(scanId);
    const state = seq === null ? undefined : (this.#on.queries.state.get(seq) as string | undefined);
    if (seq !== null && state === wanted) return seq;
    throw this.#refusal(`scan ${scanId} is ${state ?? "unknown"}, not ${wanted}`);
  }

  #write<Result>(work: () => Result): Result {
    this.#counts = null;
    return this.#guarded("save to", () => this.#on.transaction.immediate(work) as Result);
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

function queuedScan(row: ScanRow): QueuedScan {
  return { scanId: scanIdOf(row.scan_id), scan: (JSON.parse(row.data) as { readonly scan: Scan }).scan };
}
