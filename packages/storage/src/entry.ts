import type { JournalContent, JournalEntry, QueuedScan, Scan } from "@usher/core";
import { scanIdOf } from "./scan-id.js";

/** An entry as the program uses it. `scanId` is a number here: the `seq` of the scan's first entry. */
export type Entry = JournalContent & {
  readonly seq: number;
  readonly atMs: number;
  readonly scanId: number | null;
};

/** An entry as it lies in the table. `data` is JSON text. */
export interface EntryRow {
  readonly seq: number;
  readonly kind: string;
  readonly at_ms: number;
  readonly scan_id: number | null;
  readonly data: string;
  readonly previous: Uint8Array;
  readonly hash: Uint8Array;
}

/** Reads a row. Throws a `SyntaxError` where its data is no JSON. */
export function entryOf(row: EntryRow): Entry {
  const { seq, kind, at_ms: atMs, scan_id: scanId } = row;
  return { seq, kind, atMs, scanId, data: JSON.parse(row.data) as unknown } as Entry;
}

/** The entry as the port tells it. */
export function journalEntryOf(row: EntryRow & { readonly state: JournalEntry["state"] }): JournalEntry {
  const entry = entryOf(row);
  return { ...entry, scanId: entry.scanId === null ? null : scanIdOf(entry.scanId), state: row.state };
}

/** A scan by its id, with the data of its entry. */
export interface ScanRow {
  readonly scan_id: number;
  readonly data: string;
}

export function queuedScanOf(row: ScanRow): QueuedScan {
  return { scanId: scanIdOf(row.scan_id), scan: (JSON.parse(row.data) as { readonly scan: Scan }).scan };
}
