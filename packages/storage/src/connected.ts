import { Begun } from "./begun.js";
import { realFile } from "./connect.js";
import { JournalWriter, type NewEntry } from "./journal.js";
import { STORAGE_LIMITS } from "./limits.js";
import type { OpenDatabase } from "./open-database.js";
import { Place } from "./place.js";
import { Projection } from "./projection.js";
import { prepareQueries } from "./queries.js";

export type Connected = ReturnType<typeof connected>;

/** An open database, and what the store does with it. */
export function connected(file: string, { database, close }: OpenDatabase) {
  const begun = new Begun(database);
  const journal = new JournalWriter(database);
  const projection = new Projection(database);
  const queries = prepareQueries(database);
  return {
    close,
    place: new Place(realFile(file)), // Its log lies beside what a link leads to.
    begun,
    journal,
    queries,
    transaction: database.transaction((work: () => unknown) => work()),
    /** Appends an entry and lets queue and ledger follow. Gives its number. Call it in the transaction. */
    record(entry: NewEntry): number {
      const appended = journal.append(entry);
      projection.apply(appended);
      const { seq } = appended;
      if (seq % STORAGE_LIMITS.settledEvery === 0) queries.settle.run(begun.settledAt(seq));
      return seq;
    },
  };
}
