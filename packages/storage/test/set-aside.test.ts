import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { openScanStore, verifyChain } from "../src/index.js";
import { openConnection } from "../src/native.js";
import { fileWithScans, permit, scanOf } from "./scans.js";
import { storeFile } from "./store-file.js";

const AT_MS = Date.UTC(2026, 10, 23, 18, 20, 5, 7);
const ASIDE = ".set-aside-2026-11-23T18-20-05-007Z";

function overwrite(file: string, at: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, bytes, 0, bytes.length, at);
  closeSync(descriptor);
}

/** Destroys the middle one of a table's leaf pages. */
function damageTable(file: string, table: string): void {
  const database = openConnection(file, {});
  const pages = database
    .prepare("SELECT pgoffset, pgsize FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path")
    .all(table) as { pgoffset: number; pgsize: number }[];
  database.close();
  const { pgoffset, pgsize } = pages[Math.floor(pages.length / 2)] ?? { pgoffset: 0, pgsize: 0 };
  overwrite(file, pgoffset, new Uint8Array(pgsize).fill(0xa5));
}

const namesBeside = (file: string) => readdirSync(dirname(file)).sort();
const tokensOf = (store: ReturnType<typeof openScanStore>["store"]) =>
  store.pending(7, 10_000).map(({ scan }) => scan.barcode.token);

describe("a damaged file is set aside, never deleted", () => {
  it("whatever it is, byte for byte, and a new store takes its place", () => {
    const file = storeFile();
    const garbage = Buffer.alloc(10_000, "no database ");
    writeFileSync(file, garbage);
    const { store, setAside } = openScanStore({ file, atMs: AT_MS });
    expect(setAside).toEqual({ file: file + ASIDE, salvaged: 0 });
    expect(readFileSync(file + ASIDE)).toEqual(garbage);
    store.commit(scanOf("T1"), permit("T1"), 1);
    expect(tokensOf(store)).toEqual(["T1"]);
    store.close();
    const again = openScanStore({ file, atMs: AT_MS });
    expect(tokensOf(again.store)).toEqual(["T1"]);
    again.store.close();
  });

  it("where a scan in hand can't be read any more, which SQLite does not find", () => {
    const file = fileWithScans(2);
    const { store } = openScanStore({ file, atMs: 0 });
    store.begin(scanOf("T9"), 9);
    store.close();
    const database = openConnection(file, {});
    database.exec("DROP TRIGGER journal_is_never_updated; UPDATE journal SET data = '{' WHERE kind = 'begun'");
    database.close();
    const again = openScanStore({ file, atMs: AT_MS });
    expect(again.setAside).toEqual({ file: file + ASIDE, salvaged: 2 });
    expect(again.store.unfinished()).toEqual([]);
    again.store.close();
  });

  it("under a name of its own, even where the clock stands still", () => {
    const file = storeFile();
    for (const garbage of ["first", "second", "third"]) {
      writeFileSync(file, garbage.repeat(200));
      openScanStore({ file, atMs: AT_MS }).store.close();
    }
    const kept = [ASIDE, `${ASIDE}-2`, `${ASIDE}-3`].map((suffix) => readFileSync(file + suffix, "utf8").slice(0, 5));
    expect(kept).toEqual(["first", "secon", "third"]);
  });

  it("together with its log, and the new files are private", () => {
    const source = storeFile();
    const { store } = openScanStore({ file: source, atMs: 0 });
    store.commit(scanOf("T1"), permit("T1"), 1);
    const file = storeFile();
    for (const part of ["", "-wal", "-shm"]) copyFileSync(source + part, file + part);
    store.close();
    const log = readFileSync(`${file}-wal`);
    log.fill(0); // Nothing of it can be read, so nothing is written from it to the database.
    writeFileSync(`${file}-wal`, log);
    writeFileSync(file, "x".repeat(5_000));
    const opened = openScanStore({ file, atMs: AT_MS });
    expect(opened.setAside?.file).toBe(file + ASIDE);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(file + ASIDE)).toBe(true);
    expect(namesBeside(file).filter((name) => name.includes("replacement"))).toEqual([]);
    opened.store.close();
  });

  it("but not where it is healthy", () => {
    const file = fileWithScans(3);
    const { store, setAside } = openScanStore({ file, atMs: AT_MS });
    expect(setAside).toBeNull();
    expect(namesBeside(file).some((name) => name.includes("set-aside"))).toBe(false);
    store.close();
  });
});

describe("[P9] what can be read of a damaged file is kept", () => {
  it("all of it where only what is derived was damaged", async () => {
    const file = fileWithScans(300);
    damageTable(file, "queue");
    const { store, setAside } = openScanStore({ file, atMs: AT_MS });
    expect(setAside).toEqual({ file: file + ASIDE, salvaged: 300 });
    expect(tokensOf(store)).toEqual(Array.from({ length: 300 }, (_, n) => `T${n}`));
    expect(store.ledgerEntry("T299", null)?.state.external).toBe("entered");
    store.close();
    // The last one says that a file was set aside.
    expect(await verifyChain(file)).toEqual({ intact: true, entries: 301 });
  });

  it("all but the entries on a damaged page, in their order and states, and under their ids", async () => {
    const file = storeFile();
    const before = openScanStore({ file, atMs: 0 }).store;
    const ids = Array.from({ length: 100 }, (_, n) => before.commit(scanOf(`T${n}`), permit(`T${n}`), n).scanId);
    before.acknowledge(ids.slice(0, 10), 200);
    before.quarantine(ids[10] ?? "", 201);
    const begun = before.begin(scanOf("T100"), 202);
    const all = before.pending(7, 1_000);
    before.close();
    damageTable(file, "journal");

    const { store, setAside } = openScanStore({ file, atMs: AT_MS });
    const kept = store.pending(7, 1_000);
    expect(setAside).toEqual({ file: file + ASIDE, salvaged: kept.length });
    expect(kept.length).toBeGreaterThan(70);
    expect(kept.length).toBeLessThan(all.length);
    const keptIds = new Set(kept.map(({ scanId }) => scanId));
    expect(kept).toEqual(all.filter(({ scanId }) => keptIds.has(scanId)));
    expect(store.quarantined().map(({ scanId }) => scanId)).toEqual([ids[10]]);
    expect(store.journal({ state: "uploaded" }).map(({ scanId }) => scanId)).toEqual(ids.slice(0, 10));
    expect(store.unfinished().map(({ scanId }) => scanId)).toEqual([begun]);
    expect(store.commit(scanOf("T101"), permit("T101"), 300).scanId > begun).toBe(true);
    store.close();
    expect(await verifyChain(file)).toMatchObject({ intact: true });
  });

  it("none of it that is not what was written", () => {
    const file = fileWithScans(60);
    const [written, forged] = ['"token":"T5"', '"token":"TX"'];
    const content = readFileSync(file, "latin1");
    writeFileSync(file, content.replaceAll(written, forged), "latin1");
    damageTable(file, "ledger");
    const { store } = openScanStore({ file, atMs: AT_MS });
    const tokens = tokensOf(store);
    expect(tokens).not.toContain("TX");
    expect(tokens).toEqual(Array.from({ length: 60 }, (_, n) => `T${n}`).filter((token) => token !== "T5"));
    store.close();
  });

  it("where the end of the file is gone", () => {
    const file = fileWithScans(200);
    truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096);
    const { store, setAside } = openScanStore({ file, atMs: AT_MS });
    expect(setAside?.salvaged).toBeGreaterThan(10);
    expect(tokensOf(store)[0]).toBe("T0");
    store.close();
  });
});

describe("the stored configuration of a damaged file", () => {
  const { device } = scanOf("T0");
  const { id, ...rest } = device;
  const identity = { ...rest, mac: "02:00:00:00:00:01", ip: "127.0.0.1", serial: "S1", model: "M1" };
  const stored = { identity, device, configuredAtMs: 5 };

  /** What a store with one scan, and with this written over its configuration, has after it was set aside. */
  function salvaged(written?: string) {
    const file = fileWithScans(1);
    const { store } = openScanStore({ file, atMs: 0 });
    store.saveConfiguration(stored);
    store.close();
    const database = openConnection(file, {});
    if (written !== undefined) database.prepare("UPDATE configuration SET data = ?").run(written);
    database.close();
    damageTable(file, "queue");
    const again = openScanStore({ file, atMs: AT_MS });
    expect(again.setAside?.salvaged).toBe(1);
    const configuration = again.store.configuration();
    again.store.close();
    return configuration;
  }

  it("goes with the scans, so that the device can start with it during an outage", () => {
    expect(salvaged()).toEqual(stored);
  });

  it("is left behind where it may not be what was written", () => {
    const other = JSON.stringify(stored).replace(`"id":${id}`, `"id":${id + 1}`);
    for (const written of ["", "{", "null", "{}", other]) expect(salvaged(written)).toBeNull();
  });
});

describe("[P9] a crash while a file is being replaced loses nothing", () => {
  it("where the replacement was not finished, it is begun anew", () => {
    const file = fileWithScans(80);
    damageTable(file, "queue");
    writeFileSync(`${file}.replacement-2020-01-01T00-00-00-000Z`, "half");
    writeFileSync(`${file}.replacement-2020-01-01T00-00-00-000Z-wal`, "half");
    const { store, setAside } = openScanStore({ file, atMs: AT_MS });
    expect(setAside).toEqual({ file: file + ASIDE, salvaged: 80 });
    store.close();
    expect(namesBeside(file).filter((name) => name.includes("replacement"))).toEqual([]);
  });

  it("where it was finished, it takes its place, and the operator hears of it", () => {
    const file = fileWithScans(5);
    damageTable(file, "queue");
    openScanStore({ file, atMs: AT_MS }).store.close();
    renameSync(file, `${file}.complete-${ASIDE.replace(".set-aside-", "")}`);
    const damaged = readFileSync(file + ASIDE);
    writeFileSync(`${file}-wal`, "its log");
    const { store, setAside } = openScanStore({ file, atMs: AT_MS + 1 });
    expect(setAside).toEqual({ file: file + ASIDE, salvaged: 5 });
    expect(readFileSync(file + ASIDE)).toEqual(damaged);
    expect(readFileSync(`${file + ASIDE}-wal`, "utf8")).toBe("its log");
    store.close();
  });
});
