import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SeededRandom, tornBytes } from "@usher/core/testing";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { openScanStore, verifyChain } from "../src/index.js";
import { openConnection } from "../src/native.js";
import { openDatabase, type OpenDatabase } from "../src/open-database.js";
import { SqliteScanStore } from "../src/scan-store.js";
import { SCHEMA } from "../src/schema.js";
import { operationArbitrary, Subject } from "./operations.js";
import { commitScans, permit, scanOf } from "./scans.js";

/** Both files of a store as a disk has them: the database and its write-ahead log. */
interface OnDisk {
  readonly database: Uint8Array;
  readonly log: Uint8Array;
}

/** A store whose log grows until a test moves it into the database, as SQLite does by itself after every thousand pages. */
class Store {
  readonly file: string;
  readonly subject: Subject;
  readonly #open: OpenDatabase;

  constructor(file: string, ids: readonly string[] = []) {
    this.file = file;
    this.#open = openDatabase(file, { migrations: SCHEMA });
    this.#open.database.pragma("wal_autocheckpoint = 0");
    this.subject = new Subject(new SqliteScanStore(file, this.#open));
    this.subject.ids.push(...ids);
  }

  onDisk(): OnDisk {
    return { database: readFileSync(this.file), log: readFileSync(`${this.file}-wal`) };
  }

  /** Moves the log into the database: writes what is newest of every page, and syncs. */
  checkpoint(): void {
    this.#open.database.pragma("wal_checkpoint(PASSIVE)");
  }

  /** Reads as a report does, and holds on to what it sees until the function that it gives is called. */
  read(): () => void {
    const reader = openConnection(this.file, { readonly: true });
    reader.exec("BEGIN");
    reader.prepare("SELECT count(*) FROM journal").get();
    return () => void reader.close();
  }

  close(): void {
    this.subject.store.close();
  }
}

/** What a disk has when power goes at some moment around a checkpoint. */
type Moment = (typeof MOMENTS)[number];
const MOMENTS = ["copying", "copied", "starting the log over", "log removed"] as const;

const operations = fc.array(operationArbitrary, { minLength: 1, maxLength: 12, size: "max" });
const cuts = fc.record({
  before: operations,
  /** Whether an earlier checkpoint came before: then the database is not empty when this one begins. */
  earlier: fc.boolean(),
  after: operations,
  /** Whether a report is being read meanwhile, since before `after`: then only what it does not need is moved. */
  read: fc.boolean(),
  moment: fc.constantFrom(...MOMENTS),
  seed: fc.integer(),
});

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "usher-checkpoint-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

let files = 0;
/** Puts both files where no store has been: the memory that processes share over a log does not survive a power loss. */
function put({ database, log }: OnDisk, folder: string): string {
  files += 1;
  const file = join(folder, `cut-${files}.db`);
  writeFileSync(file, database);
  if (log.length > 0) writeFileSync(`${file}-wal`, log);
  return file;
}

/** What is left where the power goes at this moment; `next` writes to the store once more. */
function cut(store: Store, moment: Moment, random: SeededRandom, next: () => void): OnDisk {
  const before = store.onDisk();
  store.checkpoint();
  const { database } = store.onDisk();
  switch (moment) {
    case "copying":
      return { database: tornBytes(before.database, database, random), log: before.log };
    case "copied":
      return { database, log: before.log };
    case "starting the log over":
      next();
      return { database, log: tornBytes(before.log, store.onDisk().log, random) };
    case "log removed":
      return { database, log: new Uint8Array() };
  }
}

describe("a power loss while the log is moved into the database", () => {
  it("[P9] leaves everything that was saved, and nothing else, power loss after power loss", async () => {
    const property = fc.asyncProperty(fc.array(cuts, { minLength: 1, maxLength: 4 }), async (list) => {
      const folder = emptyFolder();
      let store = new Store(join(folder, "first.db"));
      for (const { before, earlier, after, read, moment, seed } of list) {
        for (const operation of before) store.subject.run(operation);
        if (earlier) store.checkpoint();
        const stopReading = read ? store.read() : () => undefined;
        for (const operation of after) store.subject.run(operation);
        const { ids } = store.subject;
        const saved = store.subject.everything();
        let told = saved;
        const possible = read && moment === "log removed" ? "copied" : moment; // SQLite keeps a log that is read.
        const left = cut(store, possible, new SeededRandom(seed), () => {
          store.subject.store.begin(scanOf("LAST"), 1);
          told = store.subject.everything();
        });
        stopReading();
        store.close();

        store = new Store(put(left, folder), ids);
        expect([saved, told]).toContainEqual(store.subject.everything());
        expect(await verifyChain(store.file)).toMatchObject({ intact: true });
      }
      store.close();
      expect(openScanStore({ file: store.file, atMs: 0 }).setAside).toBeNull();
    });
    await fc.assert(property, { numRuns: 40, seed: 9 });
  }, 120_000);

  it("[P9] leaves everything too where SQLite moves the log by itself, in the middle of a rush", async () => {
    const property = fc.asyncProperty(fc.integer(), fc.nat({ max: 400 }), async (seed, scansBefore) => {
      const folder = emptyFolder();
      const file = join(folder, "scans.db");
      const { store } = openScanStore({ file, atMs: 0 });
      let saved = 0;
      const scanOn = () => store.commit(scanOf(`T${saved}`), permit(`T${saved}`), saved++);
      for (let scan = 0; scan < scansBefore; scan += 1) scanOn();
      const before = readFileSync(file);
      const { mtimeNs } = statSync(file, { bigint: true });
      while (statSync(file, { bigint: true }).mtimeNs === mtimeNs) scanOn(); // Only a checkpoint writes to the database.
      const [after, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
      store.close();

      const database = tornBytes(before, after, new SeededRandom(seed));
      const left = openScanStore({ file: put({ database, log }, folder), atMs: 0 });
      expect(left.setAside).toBeNull();
      const tokens = left.store.pending(7, 10_000).map(({ scan }) => scan.barcode.token);
      expect(tokens).toEqual(Array.from({ length: saved }, (_, n) => `T${n}`));
      left.store.close();
    });
    await fc.assert(property, { numRuns: 8, seed: 10 });
  }, 120_000);

  it("would be noticed where a disk lied: copied in part, and the log not there", () => {
    const folder = emptyFolder();
    const store = new Store(join(folder, "first.db"));
    commitScans(store.subject.store, 60);
    const before = store.onDisk();
    store.checkpoint();
    const { database } = store.onDisk();
    store.close();
    for (let seed = 1; seed <= 20; seed += 1) {
      const torn = tornBytes(before.database, database, new SeededRandom(seed));
      const left = openScanStore({ file: put({ database: torn, log: new Uint8Array() }, folder), atMs: 0 });
      expect(left.setAside !== null || left.store.journal().length < 60).toBe(true);
      left.store.close();
    }
  });
});
