import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { prepareDatabase, type Migration } from "../src/connect.js";
import { openScanStore } from "../src/index.js";
import { openConnection } from "../src/native.js";
import { openDatabase, openToRead } from "../src/open-database.js";
import { SCHEMA } from "../src/schema.js";
import { permit, scanOf } from "./scans.js";
import { storeFile } from "./store-file.js";

function modesOf(file: string): Record<string, string> {
  const modes = readdirSync(dirname(file)).map((name) => [
    name,
    (statSync(join(dirname(file), name)).mode & 0o777).toString(8),
  ]);
  return Object.fromEntries(modes) as Record<string, string>;
}

const PRIVATE = { "scans.db": "600", "scans.db-wal": "600", "scans.db-shm": "600", "scans.db.lock": "600" };

describe("a store's files", () => {
  it("are readable and writable by their owner alone, whatever the umask", () => {
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    const file = storeFile();
    const { store } = openScanStore({ file, atMs: 0 });
    store.commit(scanOf("T1"), permit("T1"), 1);
    expect(modesOf(file)).toEqual(PRIVATE);
    store.close();
  });

  it("become so where they were not", () => {
    const file = storeFile();
    writeFileSync(file, "");
    chmodSync(file, 0o664);
    const { store } = openScanStore({ file, atMs: 0 });
    expect(modesOf(file)).toEqual(PRIVATE);
    store.close();
  });

  it("are one store by whatever link they are reached", () => {
    const file = storeFile();
    const link = join(dirname(file), "link.db");
    openScanStore({ file, atMs: 0 }).store.close();
    symlinkSync(file, link);
    const { store } = openScanStore({ file: link, atMs: 0 });
    expect(() => openScanStore({ file, atMs: 0 })).toThrow(expect.objectContaining({ code: "inUse" }));
    store.close();
  });

  it("[P9] are written with a write-ahead log and synced at every commit", () => {
    const file = storeFile();
    const { database, close } = openDatabase(file, { migrations: SCHEMA });
    expect(database.pragma("journal_mode", { simple: true })).toBe("wal");
    expect(database.pragma("synchronous", { simple: true })).toBe(2);
    close();
  });

  it("are refused where SQLite cannot keep a write-ahead log", () => {
    const database = openConnection(":memory:", {});
    expect(() => prepareDatabase(database, "scans.db", SCHEMA)).toThrow(
      expect.objectContaining({
        code: "failed",
        message:
          "scans.db cannot be kept safe from power cuts: SQLite's journal_mode is memory here, not wal. " +
          "Keep the file on a local disk.",
      }),
    );
    database.close();
  });
});

describe("what is no database", () => {
  it("is left as it was by who only keeps its own files, with nothing beside it", () => {
    const file = storeFile();
    writeFileSync(file, "token\nTICKET-1\n");
    chmodSync(file, 0o644);
    expect(() => openDatabase(file, { migrations: SCHEMA })).toThrow(expect.objectContaining({ code: "corrupt" }));
    expect(modesOf(file)).toEqual({ "scans.db": "644" });
    expect(readFileSync(file, "utf8")).toBe("token\nTICKET-1\n");
  });

  it("keeps the lock file that was there", () => {
    const file = storeFile();
    openDatabase(file, { migrations: SCHEMA }).close();
    writeFileSync(file, "token\nTICKET-1\n");
    expect(() => openDatabase(file, { migrations: SCHEMA })).toThrow(expect.objectContaining({ code: "corrupt" }));
    expect(readdirSync(dirname(file))).toEqual(["scans.db", "scans.db.lock"]);
  });

  it("as a folder gets no lock file", () => {
    const file = storeFile();
    mkdirSync(file);
    const refused = expect.objectContaining({ code: "failed", message: `${file} is not a file. Name a file.` });
    expect(() => openDatabase(file, { migrations: SCHEMA })).toThrow(refused);
    expect(() => openScanStore({ file, atMs: 0 })).toThrow(refused);
    expect(() => openToRead(file)).toThrow(refused);
    expect(readdirSync(dirname(file))).toEqual(["scans.db"]);
  });
});

it.each(["", undefined as unknown as string])("a store that is named %j is none", (file) => {
  const refused = expect.objectContaining({ code: "failed", message: expect.stringContaining("no file is named") });
  expect(() => openScanStore({ file, atMs: 0 })).toThrow(refused);
});

describe("migrations", () => {
  const addNotes: Migration = (database) => database.exec("CREATE TABLE notes (text TEXT)");

  it("run once each, in order", () => {
    const file = storeFile();
    const ran: string[] = [];
    const step =
      (name: string): Migration =>
      () =>
        ran.push(name);
    openDatabase(file, { migrations: [step("one")] }).close();
    openDatabase(file, { migrations: [step("one"), step("two"), step("three")] }).close();
    openDatabase(file, { migrations: [step("one"), step("two"), step("three")] }).close();
    expect(ran).toEqual(["one", "two", "three"]);
  });

  it("that fail leave the file as the last good one left it", () => {
    const file = storeFile();
    const fails: Migration = (database) => {
      database.exec("CREATE TABLE half (n INTEGER)");
      throw new Error("no further");
    };
    expect(() => openDatabase(file, { migrations: [addNotes, fails] })).toThrow("no further");
    const { database, close } = openDatabase(file, { migrations: [addNotes] });
    expect(database.prepare("SELECT name FROM sqlite_schema").all()).toEqual([{ name: "notes" }]);
    close();
  });

  it("keep the queue, and a file that they made newer is refused by older software and left alone", () => {
    const file = storeFile();
    const { store } = openScanStore({ file, atMs: 0 });
    const { scanId } = store.commit(scanOf("T1"), permit("T1"), 1);
    store.close();
    const { database, close } = openDatabase(file, { migrations: [...SCHEMA, addNotes] });
    expect(database.prepare("SELECT scan_id, state FROM queue").all()).toEqual([
      { scan_id: Number(scanId), state: "pending" },
    ]);
    close();
    const before = readdirSync(dirname(file));
    expect(() => openScanStore({ file, atMs: 0 })).toThrow(
      expect.objectContaining({
        code: "failed",
        message: `${file} has format ${SCHEMA.length + 1}, but this version of the software knows formats up to ${SCHEMA.length}. Update the software, or name another file.`,
      }),
    );
    expect(readdirSync(dirname(file))).toEqual(before);
  });

  it("do not touch another program's database", () => {
    const file = storeFile();
    const other = openConnection(file, {});
    chmodSync(file, 0o644);
    other.exec("CREATE TABLE recipes (name TEXT)");
    other.close();
    expect(() => openScanStore({ file, atMs: 0 })).toThrow(
      expect.objectContaining({
        code: "failed",
        message: `${file} is a database of another program. Name another file.`,
      }),
    );
    expect(modesOf(file)["scans.db"]).toBe("644");
  });
});
