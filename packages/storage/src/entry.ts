import type { Annulment, Decision, JournalEntry, OperatorsWord, Scan, ScanId } from "@usher/core";
import { scanIdOf } from "./scan-id.js";

/** What an entry says, by its kind. */
export type EntryContent =
  | { readonly kind: "begun"; readonly data: { readonly scan: Scan } }
  | { readonly kind: "decided"; readonly data: { readonly scan: Scan; readonly decision: Decision } }
  | { readonly kind: "uploaded"; readonly data: { readonly scanIds: readonly ScanId[] } }
  | { readonly kind: "overridden"; readonly data: OperatorsWord & { readonly permit: ScanId } }
  | { readonly kind: "annulled"; readonly data: Annulment & { readonly withdrawn: boolean } }
  | { readonly kind: "setAside"; readonly data: SetAside }
  | {
      readonly kind: "quarantined" | "requeued" | "setAsideAccepted";
      readonly data: Readonly<Record<string, never>>;
    };

/** A damaged file that was put aside: where it lies now, and how many pending scans the new file has from it. */
export interface SetAside {
  readonly file: string;
  readonly salvaged: number;
}

/** An entry as the program uses it. `scanId` is a number here: the `seq` of the scan's first entry. */
export type Entry = EntryContent & {
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
  const { seq, kind, atMs, scanId, data } = entryOf(row);
  return { seq, kind, atMs, scanId: scanId === null ? null : scanIdOf(scanId), state: row.state, data };
}
