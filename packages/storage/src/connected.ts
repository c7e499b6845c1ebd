import { Begun } from "./begun.js";
import { JournalWriter } from "./journal.js";
import type { OpenDatabase } from "./open-database.js";
import { Projection } from "./projection.js";
import { prepareQueries } from "./queries.js";

export type Connected = ReturnType<typeof connected>;

/** An open database, and what the store does with it. */
export function connected({ database, close }: OpenDatabase) {
  return {
    close,
    begun: new Begun(database),
    journal: new JournalWriter(database),
    projection: new Projection(database),
    queries: prepareQueries(database),
    transaction: database.transaction((work: () => unknown) => work()),
  };
}
