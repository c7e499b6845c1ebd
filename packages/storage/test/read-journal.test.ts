import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openScanStore, readJournal } from "../src/index.js";
import { STORAGE_LIMITS } from "../src/limits.js";
import { openConnection } from "../src/native.js";
import { commitScans, scanOf } from "./scans.js";
import { storeFile, temporaryDirectory } from "./store-file.js";

const failure = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ name: "StorageError", code, message: expect.stringMatching(message) as string });

describe("reading a journal beside its writer", () => {
  it("gives what the store gives, page after page, and does not hold it up", () => {
    const file = storeFile();
    const { store } = openScanStore({ file, atMs: 0 });
    commitScans(store, STORAGE_LIMITS.journalPage + 1);
    const reading = readJournal(file);
    expect(reading.next().value).toEqual(store.journal({ limit: 1 })[0]);
    store.quarantine("000000000001", 9_000);
    store.acknowledge(["000000000002"], 9_001);
    expect([...reading].map(({ seq }) => seq)).toEqual(store.journal({ afterSeq: 1 }).map(({ seq }) => seq));
    expect([...readJournal(file)]).toEqual(store.journal());
    store.close();
    expect([...readJournal(file)]).toHaveLength(STORAGE_LIMITS.journalPage + 3);
  });

  it("may be given up in the middle, and leaves the file alone", () => {
    const file = storeFile();
    const { store } = openScanStore({ file, atMs: 0 });
    store.begin(scanOf("T1"), 1);
    store.begin(scanOf("T2"), 1);
    store.close();
    const before = readFileSync(file);
    for (const { kind } of readJournal(file)) {
      expect(kind).toBe("begun");
      break;
    }
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("says what is wrong with the file", () => {
    const missing = join(temporaryDirectory(), "none.db");
    expect(() => [...readJournal(missing)]).toThrow(failure("failed", /none\.db does not exist/));
    const garbage = join(temporaryDirectory(), "garbage.db");
    writeFileSync(garbage, "this is no database, and long enough to be looked at ".repeat(50));
    expect(() => [...readJournal(garbage)]).toThrow(failure("corrupt", /garbage\.db/));
    const empty = join(temporaryDirectory(), "empty.db");
    writeFileSync(empty, "");
    expect(() => [...readJournal(empty)]).toThrow(failure("failed", /empty\.db holds no scan store/));
    const newer = storeFile();
    openScanStore({ file: newer, atMs: 0 }).store.close();
    const database = openConnection(newer, {});
    database.pragma("user_version = 99");
    database.close();
    expect(() => [...readJournal(newer)]).toThrow(failure("failed", /format 99.*Update the software/));
  });
});
