import fc from "fast-check";
import { expect, it } from "vitest";
import { entryOf, type EntryRow } from "../src/entry.js";
import { openScanStore, verifyChain } from "../src/index.js";
import { JournalWriter } from "../src/journal.js";
import { openConnection, type Database } from "../src/native.js";
import { openDatabase } from "../src/open-database.js";
import { SCHEMA } from "../src/schema.js";
import { operationArbitrary, Subject } from "./operations.js";
import { storeFile } from "./store-file.js";

/** The same store as version 2 of the format kept it: begun scans had a row in the queue, and the ledger one for each number. */
function asVersion2(newest: string): string {
  const file = storeFile();
  const source = openConnection(newest, { readonly: true });
  const { database, close } = openDatabase(file, { migrations: SCHEMA.slice(0, 2) });
  const journal = new JournalWriter(database);
  for (const row of source.prepare("SELECT * FROM journal ORDER BY seq").all() as EntryRow[]) {
    journal.adopt(row);
    if (row.kind === "begun") placeBegun(database, row);
  }
  copy(source, database, "queue");
  copy(source, database, "ledger");
  close();
  source.close();
  return file;
}

function placeBegun(database: Database, row: EntryRow): void {
  const entry = entryOf(row);
  if (entry.kind !== "begun") return;
  const { barcode, device, scanTimeMs } = entry.data.scan;
  database
    .prepare("INSERT INTO queue VALUES (?, 'begun', ?, ?, 1, ?, ?, ?)")
    .run(row.scan_id, barcode.ticketKey, device.id, scanTimeMs, row.seq, row.seq);
}

function copy(source: Database, target: Database, table: string): void {
  for (const row of source.prepare(`SELECT * FROM ${table}`).all() as Record<string, string | number | null>[]) {
    const columns = Object.keys(row);
    const places = columns.map(() => "?").join(", ");
    target.prepare(`REPLACE INTO ${table} (${columns.join(", ")}) VALUES (${places})`).run(...Object.values(row));
  }
}

it("a file of version 2 has everything afterwards that it had before: queue, memory, scans in doubt, chain", async () => {
  const operations = fc.array(operationArbitrary, { minLength: 5, maxLength: 40, size: "max" });
  const property = fc.asyncProperty(operations, async (list) => {
    const newest = storeFile();
    const subject = new Subject(openScanStore({ file: newest, atMs: 0 }).store);
    for (const operation of list) subject.run(operation);
    const before = subject.everything();
    subject.store.close();

    const file = asVersion2(newest);
    subject.store = openScanStore({ file, atMs: 0 }).store;
    expect(subject.everything()).toEqual(before);
    expect(await verifyChain(file)).toMatchObject({ intact: true });
    subject.store.close();
  });
  await fc.assert(property, { numRuns: 25, seed: 3 });
});
