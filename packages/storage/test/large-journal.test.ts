import { closeSync, openSync, writeSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { openScanStore, verifyChain } from "../src/index.js";
import { STORAGE_LIMITS } from "../src/limits.js";
import { openConnection } from "../src/native.js";
import { permit, scanOf } from "./scans.js";
import { storeFile } from "./store-file.js";

const opened = (file: string) => {
  const { store, setAside } = openScanStore({ file, atMs: 0 });
  onTestFinished(() => store.close());
  return { store, setAside };
};

describe("a start with a long journal", () => {
  it("[P7] finds the scans in hand however old, and reads no more of the journal than it must", () => {
    const file = storeFile();
    const first = opened(file);
    const old = first.store.begin(scanOf("OLD"), 0);
    const scanOn = (store: typeof first.store) => {
      for (let n = 0; n < STORAGE_LIMITS.settledEvery; n += 1) store.commit(scanOf(`T${n}`), permit(`T${n}`), n);
    };
    scanOn(first.store);
    first.store.close();

    const second = opened(file);
    expect(second.store.unfinished().map(({ scanId }) => scanId)).toEqual([old]);
    second.store.commit(scanOf("OLD"), permit("OLD"), 1, old);
    const young = second.store.begin(scanOf("YOUNG"), 2);
    scanOn(second.store);
    second.store.close();

    expect(
      opened(file)
        .store.unfinished()
        .map(({ scanId }) => scanId),
    ).toEqual([young]);
    const settled = openConnection(file, { readonly: true }).prepare("SELECT seq FROM settled").pluck().get();
    expect(settled).toBe(Number(young) - 1);
  });

  it("[P9] leaves damage in the journal of a large file to the check of the journal, which finds it", async () => {
    const file = storeFile();
    const { store } = opened(file);
    for (let n = 0; n <= STORAGE_LIMITS.settledEvery; n += 1) store.commit(scanOf(`T${n}`), permit(`T${n}`), n);
    store.close();
    grow(file, STORAGE_LIMITS.checkedAtStartBytes);
    damage(file, "journal");
    expect(opened(file).setAside).toBeNull();
    await expect(verifyChain(file)).rejects.toMatchObject({ code: "corrupt" });
  });

  it("[P6] finds damage in the memory of a large file at once", () => {
    const file = storeFile();
    const { store } = opened(file);
    for (let n = 0; n < 100; n += 1) store.commit(scanOf(`T${n}`), permit(`T${n}`), n);
    store.close();
    grow(file, STORAGE_LIMITS.checkedAtStartBytes);
    damage(file, "ledger");
    expect(opened(file).setAside).toMatchObject({ salvaged: 100 });
  });
});

/** As large as a journal of many scans, by a table that is filled at one stroke. */
function grow(file: string, bytes: number): void {
  const database = openConnection(file, {});
  database.exec("CREATE TABLE ballast (bytes BLOB)");
  database.prepare("INSERT INTO ballast VALUES (zeroblob(?))").run(bytes);
  database.close();
}

/** Destroys one of a table's leaf pages. */
function damage(file: string, table: string): void {
  const database = openConnection(file, {});
  const { pgoffset, pgsize } = database
    .prepare("SELECT pgoffset, pgsize FROM dbstat WHERE name = ? AND pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 1")
    .get(table) as { pgoffset: number; pgsize: number };
  database.close();
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, new Uint8Array(pgsize).fill(0xa5), 0, pgsize, pgoffset);
  closeSync(descriptor);
}
