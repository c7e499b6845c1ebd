import { isSound } from "./chain.js";
import type { EntryRow } from "./entry.js";
import { JournalWriter } from "./journal.js";
import { STORAGE_LIMITS } from "./limits.js";
import { openDamaged, type Database } from "./native.js";
import { rebuild } from "./projection.js";

/**
 * Copies every journal entry that can still be read from a damaged file, and is what was written, into an empty one; queue and
 * ledger are made from those. A file that can't be read at all leaves the new one empty. Gives the number of pending scans.
 */
export function salvage(damaged: string, database: Database): number {
  const journal = new JournalWriter(database);
  const copy = (): void => {
    for (const row of readableRows(damaged)) journal.adopt(row);
  };
  database.transaction(copy).immediate();
  rebuild(database);
  return database.prepare("SELECT count(*) FROM queue WHERE state = 'pending'").pluck().get() as number;
}

function* readableRows(damaged: string): Generator<EntryRow> {
  const source = attempt(() => openDamaged(damaged));
  try {
    const lookup = attempt(() => source?.prepare("SELECT * FROM journal WHERE seq = ?"));
    const highest = source === undefined ? 0 : highestSeq(source);
    // One lookup for each number, because a scan of the table ends at the first damaged page.
    for (let seq = 1; seq <= highest; seq += 1) {
      const row = attempt(() => lookup?.get(seq) as EntryRow | undefined);
      if (row !== undefined && isSound(row)) yield row;
    }
  } finally {
    source?.close();
  }
}

/** The highest number that the journal gave out, by whichever of the two places that know it can be read. */
function highestSeq(source: Database): number {
  const tellers = ["SELECT max(seq) AS seq FROM journal", "SELECT seq FROM sqlite_sequence WHERE name = 'journal'"];
  const told = tellers.map((sql) =>
    attempt(() => source.prepare(sql).get() as { readonly seq: number | null } | undefined),
  );
  return Math.min(Math.max(0, ...told.map((row) => row?.seq ?? 0)), STORAGE_LIMITS.salvagedEntries);
}

/** What could be read, or undefined: the file is known to be damaged, so that any error is just one more place that is lost. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
