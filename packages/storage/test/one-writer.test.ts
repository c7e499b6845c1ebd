import { chmodSync, copyFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScanStore, verifyChain } from "../src/index.js";
import { openConnection } from "../src/native.js";
import { openDatabase } from "../src/open-database.js";
import { built, started } from "./child-process.js";
import { permit, scanOf } from "./scans.js";
import { storeFile, temporaryDirectory } from "./store-file.js";

let program: string;
beforeAll(async () => {
  program = await built("write-scans");
});
afterAll(() => rmSync(dirname(program), { recursive: true }));

describe("one process writes to a file", () => {
  it("a second one is told at once which file is in use and what to do", async () => {
    const file = storeFile();
    const { store } = openScanStore({ file, atMs: 0 });
    expect(await started(program, file, "0").line()).toEqual({
      code: "inUse",
      message: `${file} is in use by another process, and only one may write to it. Stop that one, or give this one another file.`,
    });
    store.close();
    expect(await started(program, file, "0").line()).toEqual({ open: true });
  });

  it("a second opening in the same process is refused too, until the first is closed", () => {
    const file = storeFile();
    const { store } = openScanStore({ file, atMs: 0 });
    expect(() => openScanStore({ file, atMs: 0 })).toThrow(expect.objectContaining({ code: "inUse" }));
    expect(() => openDatabase(file, { migrations: [] })).toThrow(expect.objectContaining({ code: "inUse" }));
    store.commit(scanOf("T1"), permit("T1"), 1);
    store.close();
    openScanStore({ file, atMs: 0 }).store.close();
  });

  it("[P9] the right to write ends with a killed process, and every permit that it told of is there", async () => {
    const file = storeFile();
    const writer = started(program, file, "100000");
    const told: unknown[] = [];
    expect(await writer.line()).toEqual({ open: true });
    for (let n = 0; n < 40; n += 1) told.push(await writer.line());
    expect(() => openScanStore({ file, atMs: 0 })).toThrow(expect.objectContaining({ code: "inUse" }));
    told.push(...(await writer.kill()));

    const { store, setAside } = openScanStore({ file, atMs: 0 });
    const kept = store.pending(7, 200_000).map(({ scanId, scan }) => ({ scanId, token: scan.barcode.token }));
    expect(kept.slice(0, told.length)).toEqual(told);
    // One may have been saved without the time to tell.
    expect(kept.length - told.length).toBeLessThanOrEqual(1);
    expect(setAside).toBeNull();
    expect(store.ledgerEntry("T0", null)?.state.external).toBe("entered");
    store.close();
    expect(await verifyChain(file)).toEqual({ intact: true, entries: kept.length });
  });

  it("others may read meanwhile, without holding up the writer", async () => {
    const file = storeFile();
    const writer = started(program, file, "100000");
    const reader = await reading(() => writer.line(), file);
    const count = () => (reader.prepare("SELECT count(*) AS n FROM journal").get() as { n: number }).n;
    reader.exec("BEGIN");
    const before = count();
    for (let n = 0; n < 20; n += 1) await writer.line();
    expect(count()).toBe(before);
    reader.exec("COMMIT");
    expect(count()).toBeGreaterThan(before);
    reader.close();
    await writer.kill();
  });
});

async function reading(line: () => Promise<unknown>, file: string) {
  await line();
  await line();
  return openConnection(file, { readonly: true });
}

describe("a store that cannot be opened says so in one message that names the fix", () => {
  it("where its directory is missing", () => {
    const file = join(temporaryDirectory(), "no", "scans.db");
    expect(() => openScanStore({ file, atMs: 0 })).toThrow(
      expect.objectContaining({
        code: "failed",
        message: `Cannot open ${file}: its directory does not exist. Create it, or correct the path (ENOENT).`,
      }),
    );
  });

  it("where it is a directory", () => {
    const file = temporaryDirectory();
    expect(() => openScanStore({ file, atMs: 0 })).toThrow(
      expect.objectContaining({ code: "failed", message: `${file} is not a file. Name a file.` }),
    );
  });

  it("where the user has no right to the directory", async () => {
    const directory = temporaryDirectory();
    const file = join(directory, "scans.db");
    writeFileSync(file, "");
    chmodSync(directory, 0o555);
    const told = await started(program, file, "0", "--without-rights").line();
    chmodSync(directory, 0o755);
    expect(told).toEqual({
      code: "failed",
      message: expect.stringMatching(/scans\.db.*no right to\. Give the user that runs this program.*EACCES/) as string,
    });
  });

  it("where the native library is not installed", async () => {
    const elsewhere = join(temporaryDirectory(), "write-scans.mjs"); // No node_modules is above it.
    copyFileSync(program, elsewhere);
    expect(await started(elsewhere, storeFile(), "0").line()).toEqual({
      code: "failed",
      message: expect.stringMatching(/^SQLite cannot be loaded\. Install better-sqlite3 12\.11\.1/) as string,
    });
  });
});
