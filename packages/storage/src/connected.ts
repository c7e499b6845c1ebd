import { Begun } from "./begun.js";
import { JournalWriter } from "./journal.js";
import type { OpenDatabase } from "./open-database.js";
import { Place } from "./place.js";
import { Projection } from "./projection.js";
import { prepareQueries } from "./queries.js";

export type Connected = ReturnType<typeof connected>;

/** An open database, and what the store does with it. */
export function connected(file: string, { database, close }: OpenDatabase) {
  return {
    close,
    place: new Place(file),
    begun: new Begun(database),
    journal: new JournalWriter(database),
    projection: new Projection(database),
    queries: prepareQueries(database),
    transaction: database.transaction((work: () => unknown) => work()),
  };
}
