import type { Scan, StoredConfiguration } from "@usher/core";
import { isSound } from "./chain.js";
import { entryOf, type EntryRow } from "./entry.js";
import { JournalWriter } from "./journal.js";
import { STORAGE_LIMITS } from "./limits.js";
import type { Database } from "./native.js";
import { Projection } from "./projection.js";

/**
 * Copies every journal entry that can still be read from a damaged file, and is what was written, into an empty one; queue and
 * ledger are made from those. With them goes the stored configuration, so that a device may still start with it where its venue allows
 * that. A file that can't be read at all leaves the new one empty.
 *
 * Pauses after every slice of work, and goes on with what was written to the damaged file meanwhile: after the last pause
 * everything is copied.
 */
export function* salvage(source: Database, database: Database): Generator<undefined, void> {
  // One lookup for each number, because a scan of the table ends at the first damaged page.
  const lookup = attempt(() => source.prepare("SELECT * FROM journal WHERE seq = ?"));
  const journal = new JournalWriter(database);
  const projection = new Projection(database);
  const copy = (from: number, to: number): void => {
    for (let seq = from; seq <= to; seq += 1) {
      const row = attempt(() => lookup?.get(seq) as EntryRow | undefined);
      if (row === undefined || !isSound(row)) continue;
      journal.adopt(row);
      projection.apply(entryOf(row));
    }
  };
  for (let copied = 0, highest = highestSeq(source); copied < highest; highest = highestSeq(source)) {
    const to = Math.min(highest, copied + STORAGE_LIMITS.slice);
    database.transaction(() => copy(copied + 1, to)).immediate();
    copied = to;
    if (copied < highest) yield;
  }
  attempt(() => copyConfiguration(source, database));
}

/** The configuration bears no hash of its own. It is what was written where the newest entry that names a device names the same. */
function copyConfiguration(source: Database, database: Database): void {
  const stored = source.prepare("SELECT data FROM configuration").pluck().get() as string;
  const newest = "SELECT data FROM journal WHERE kind IN ('begun', 'decided') ORDER BY seq DESC LIMIT 1";
  const vouching = database.prepare(newest).pluck().get() as string;
  const { device } = JSON.parse(stored) as StoredConfiguration;
  const { scan } = JSON.parse(vouching) as { readonly scan: Scan };
  if (JSON.stringify(device) === JSON.stringify(scan.device)) {
    database.prepare("REPLACE INTO configuration (id, data) VALUES (1, ?)").run(stored);
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
export function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
