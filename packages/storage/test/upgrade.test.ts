import { readFileSync } from "node:fs";
import type { Scan } from "@usher/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { entryOf, type EntryRow } from "../src/entry.js";
import { openScanStore, readJournal, verifyChain } from "../src/index.js";
import { JournalWriter } from "../src/journal.js";
import { openConnection, type Database } from "../src/native.js";
import { openDatabase } from "../src/open-database.js";
import { SCHEMA } from "../src/schema.js";
import { operationArbitrary, Subject, type Operation } from "./operations.js";
import { permit, scanOf } from "./scans.js";
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

/** Version 2 admitted no unknown tickets. */
function withoutAdmission(operation: Operation): Operation {
  if (!("decision" in operation)) return operation;
  const { exception: _none, ...decision } = operation.decision;
  return { ...operation, decision };
}

function copy(source: Database, target: Database, table: string): void {
  for (const row of source.prepare(`SELECT * FROM ${table}`).all() as Record<string, string | number | null>[]) {
    const columns = Object.keys(row).filter((column) => column !== "unknown_admitted"); // came with version 4
    const places = columns.map(() => "?").join(", ");
    target
      .prepare(`REPLACE INTO ${table} (${columns.join(", ")}) VALUES (${places})`)
      .run(...columns.map((column) => row[column] ?? null));
  }
}

it("a file of version 2 has everything afterwards that it had before: queue, memory, scans in doubt, chain", async () => {
  const operations = fc.array(operationArbitrary, { minLength: 5, maxLength: 40, size: "max" });
  const property = fc.asyncProperty(operations, async (list) => {
    const newest = storeFile();
    const subject = new Subject(openScanStore({ file: newest, atMs: 0 }).store);
    for (const operation of list) subject.run(withoutAdmission(operation));
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

/** A file of version 2 with one offline permit that waits for its upload. */
function withOnePermit(): string {
  const newest = storeFile();
  const { store } = openScanStore({ file: newest, atMs: 0 });
  store.commit(scanOf("T1"), permit("T1"), 5);
  store.close();
  return asVersion2(newest);
}

it("[P14] what a file of version 2 has waiting can be annulled", () => {
  const { store } = openScanStore({ file: withOnePermit(), atMs: 6 });
  const [waiting] = store.pending(7, 10);
  expect(store.admittedUnknown()).toBe(0);
  expect(store.annul(waiting?.scanId ?? "", { by: "gate" }, 7)).toBe("withdrawn");
  expect(store.ledgerEntry("T1", null)).toBeNull();
  store.close();
});

it("a report reads a file of version 2 that was not upgraded yet", () => {
  const [entry] = readJournal(withOnePermit());
  expect(entry).toMatchObject({ kind: "decided", state: "pending", data: { scan: scanOf("T1") } });
});

it("[P4] a file of the version before the operator's entries keeps its queue and takes them", async () => {
  const file = storeFile();
  const before = openConnection(file, {});
  before.exec(readFileSync(new URL("version-4.sql", import.meta.url), "utf8"));
  before.close();
  const act = { act: "direction", direction: "exit", lane: "1", means: "operator panel" } as const;
  const tokens = (scans: readonly { readonly scan: Scan }[]) => scans.map(({ scan }) => scan.barcode.token);

  const { store, setAside } = openScanStore({ file, atMs: 6 });
  store.noteAct(act, 7);
  expect(setAside).toBeNull();
  expect(tokens(store.pending(7, 10))).toEqual(["T1", "T3"]);
  expect(tokens(store.quarantined())).toEqual(["T2"]);
  expect(tokens(store.unfinished())).toEqual(["T5"]);
  expect(store.ledgerEntry("T4", null)?.state.external).toBe("entered");
  store.close();
  expect([...readJournal(file)].at(-1)).toMatchObject({ seq: 12, kind: "operator", atMs: 7, data: act });
  expect(await verifyChain(file)).toEqual({ intact: true, entries: 12 });
});
