import { hash } from "node:crypto";
import type { EntryRow } from "./entry.js";

/** What stands before the first entry. */
export const CHAIN_START: Uint8Array = new Uint8Array(32);

/**
 * The hash of an entry: SHA-256 over the previous entry's hash and the JSON text of `[seq, kind, at_ms, scan_id, data]`. So
 * each hash vouches for everything before it. Without a key this shows damage and careless edits; whoever may write the file
 * and works out every later hash anew is not found out.
 */
export function entryHash(row: Omit<EntryRow, "hash">): Uint8Array {
  const content = JSON.stringify([row.seq, row.kind, row.at_ms, row.scan_id, row.data]);
  return hash("sha256", Buffer.concat([row.previous, Buffer.from(content)]), "buffer");
}

/** Whether an entry is what was written, by its own hash. */
export function isSound(row: EntryRow): boolean {
  return areEqual(entryHash(row), row.hash);
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
