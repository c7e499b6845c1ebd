import { CHAIN_START, areEqual, isSound } from "./chain.js";
import type { EntryRow } from "./entry.js";
import { STORAGE_LIMITS } from "./limits.js";
import type { Database } from "./native.js";
import { openToRead } from "./open-database.js";
import { storageError } from "./storage-error.js";

/** What came of a check: the number of entries, or the first entry (by its number) that does not follow from those before it. */
export type ChainReport =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly seq: number };

/**
 * Reads the whole journal of a scan store's file and says whether it is as it was written: an entry that was edited, inserted or
 * removed breaks the chain there. The file may be in use; the work is done in slices, so that a scanner of the same
 * process is not held up. Rejects with a `StorageError` where the file can't be read.
 */
export async function verifyChain(file: string): Promise<ChainReport> {
  try {
    const database = openToRead(file);
    try {
      return await followed(database);
    } finally {
      database.close();
    }
  } catch (error) {
    throw storageError(error, "check the journal of", file);
  }
}

async function followed(database: Database): Promise<ChainReport> {
  const page = database.prepare("SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?");
  const highest = database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'journal'");
  let [hash, seq, entries] = [CHAIN_START, 0, 0];
  for (;;) {
    const newest = (highest.get() as { readonly seq: number } | undefined)?.seq ?? 0;
    const rows = page.all(seq, STORAGE_LIMITS.slice) as EntryRow[];
    for (const row of rows) {
      if (!areEqual(row.previous, hash) || !isSound(row)) return { intact: false, seq: row.seq };
      ({ seq, hash } = row);
    }
    entries += rows.length;
    if (rows.length < STORAGE_LIMITS.slice)
      return seq < newest ? { intact: false, seq: seq + 1 } : { intact: true, entries };
    await new Promise((resolve) => setImmediate(resolve));
  }
}
