import { describe, expect, it } from "vitest";
import { entryHash } from "../src/chain.js";
import type { EntryRow } from "../src/entry.js";
import { openScanStore, verifyChain } from "../src/index.js";
import { STORAGE_LIMITS } from "../src/limits.js";
import { openConnection, type Database } from "../src/native.js";
import { fileWithScans, permit, scanOf } from "./scans.js";
import { storeFile } from "./store-file.js";

/** Does to a journal what its triggers forbid, as somebody with a database shell could. */
function tampered(file: string, how: (database: Database) => void): string {
  const database = openConnection(file, {});
  const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
  for (const name of triggers) database.exec(`DROP TRIGGER ${name}`);
  how(database);
  database.close();
  return file;
}

describe("the journal", () => {
  it.each([
    "UPDATE journal SET data = '{}' WHERE seq = 1",
    "DELETE FROM journal",
    "REPLACE INTO journal SELECT * FROM journal WHERE seq = 1",
    "INSERT INTO journal SELECT 0, kind, at_ms, scan_id, data, previous, hash FROM journal WHERE seq = 1",
  ])("cannot be changed: %s", (sql) => {
    const database = openConnection(fileWithScans(2), {});
    expect(() => database.exec(sql)).toThrow("the journal is immutable");
    database.close();
  });
});

describe("the chain", () => {
  it("holds over an untouched journal of any length", async () => {
    const longer = STORAGE_LIMITS.slice + 1;
    for (const count of [0, 1, STORAGE_LIMITS.slice, longer])
      expect(await verifyChain(fileWithScans(count))).toEqual({ intact: true, entries: count });
  });

  it.each(["kind = 'begun'", "at_ms = 7", "scan_id = 9", "data = replace(data, 'T3', 'T4')", "hash = zeroblob(32)"])(
    "shows an edit: %s",
    async (edit) => {
      const file = tampered(fileWithScans(6), (database) => database.exec(`UPDATE journal SET ${edit} WHERE seq = 4`));
      expect(await verifyChain(file)).toEqual({ intact: false, seq: 4 });
    },
  );

  it("shows an edit whose own hash was worked out anew", async () => {
    const file = tampered(fileWithScans(6), (database) => {
      const row = database.prepare("SELECT * FROM journal WHERE seq = 4").get() as EntryRow;
      const hash = entryHash({ ...row, at_ms: 99 });
      database.prepare("UPDATE journal SET at_ms = 99, hash = ? WHERE seq = 4").run(hash);
    });
    expect(await verifyChain(file)).toEqual({ intact: false, seq: 5 });
  });

  it("shows an insertion", async () => {
    const file = tampered(fileWithScans(6), (database) => {
      database.exec("UPDATE journal SET seq = seq + 100 WHERE seq > 3");
      database.exec("INSERT INTO journal SELECT 4, kind, at_ms, 4, data, previous, hash FROM journal WHERE seq = 3");
    });
    expect(await verifyChain(file)).toEqual({ intact: false, seq: 4 });
  });

  it.each([
    ["at the beginning", 1, 2],
    ["in the middle", 3, 4],
    ["at the end", 6, 6],
  ])("shows a deletion %s", async (_where, gone, found) => {
    const file = tampered(fileWithScans(6), (database) => database.exec(`DELETE FROM journal WHERE seq = ${gone}`));
    expect(await verifyChain(file)).toEqual({ intact: false, seq: found });
  });

  it("can be checked while the store is in use", async () => {
    const file = storeFile();
    const { store } = openScanStore({ file, atMs: 0 });
    store.commit(scanOf("T1"), permit("T1"), 1);
    const report = verifyChain(file);
    store.commit(scanOf("T2"), permit("T2"), 2);
    expect(await report).toMatchObject({ intact: true });
    store.close();
  });

  it("of a file that is not there is an error that names it", async () => {
    const file = storeFile();
    await expect(verifyChain(file)).rejects.toMatchObject({ code: "failed" });
    await expect(verifyChain(`${file}/no/such`)).rejects.toMatchObject({ code: "failed" });
  });
});
