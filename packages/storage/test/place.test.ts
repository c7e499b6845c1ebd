import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openScanStore, verifyChain, type OpenedScanStore } from "../src/index.js";
import { STORAGE_LIMITS } from "../src/limits.js";
import { takeLock } from "../src/lock.js";
import { fileWithScans, permit, scanOf } from "./scans.js";
import { storeFile, temporaryDirectory } from "./store-file.js";

const AT_MS = Date.UTC(2026, 10, 23, 18, 20, 5, 7);

const commit = ({ store }: OpenedScanStore, token: string) => store.commit(scanOf(token), permit(token), 1);
const tokensOf = ({ store }: OpenedScanStore) => store.pending(7, 1_000).map(({ scan }) => scan.barcode.token);

/** An open store in which T0 and T1 were permitted. */
function opened(): { readonly file: string; readonly opened: OpenedScanStore } {
  const file = storeFile();
  const store = openScanStore({ file, atMs: 0 });
  onTestFinished(() => store.store.close());
  for (const token of ["T0", "T1"]) commit(store, token);
  return { file, opened: store };
}

const remove = (file: string, ...parts: readonly string[]) => parts.forEach((part) => rmSync(file + part));

describe("a store whose files somebody lays hands on while it is open", () => {
  it.each<[what: string, act: (file: string) => void]>([
    ["removes the database", (file) => remove(file, "")],
    ["removes its log", (file) => remove(file, "-wal")],
    ["removes everything, the lock too", (file) => remove(file, "", "-wal", "-shm", ".lock")],
    ["moves it elsewhere", (file) => renameSync(file, `${file}.old`)],
    ["empties it", (file) => truncateSync(file, 0)],
    [
      "puts a copy of it in its place",
      (file) => {
        copyFileSync(file, `${file}.copy`);
        renameSync(`${file}.copy`, file);
      },
    ],
    [
      "puts something else in its place",
      (file) => {
        writeFileSync(`${file}.other`, "hello");
        renameSync(`${file}.other`, file);
      },
    ],
  ])("[P9] permits nobody where somebody %s, and goes on with everything in a new file", async (_what, act) => {
    const { file, opened: first } = opened();
    expect(first.isInPlace()).toBe(true);
    act(file);
    expect(first.isInPlace()).toBe(false);
    expect(() => commit(first, "T2")).toThrow(/scans\.db-wal, was removed, replaced or cut short while it was in use/);
    await first.setAsideNow(AT_MS);

    expect(first.isInPlace()).toBe(true);
    expect(first.setAside).toMatchObject({ salvaged: 2 });
    expect(first.guard.validate(scanOf("T9").barcode, 0)).toEqual({ kind: "refused", status: "STORAGE_FAILED" });
    commit(first, "T3");
    expect(() => takeLock(file)).toThrow(/in use by another process/);
    first.store.close();
    const again = openScanStore({ file, atMs: AT_MS });
    expect(tokensOf(again)).toEqual(["T0", "T1", "T3"]);
    expect(await verifyChain(file)).toMatchObject({ intact: true });
    again.store.close();
  });

  it("[P9] permits nobody where somebody removes the log beside the file that a link leads to", () => {
    const link = storeFile();
    const file = fileWithScans(1);
    symlinkSync(file, link);
    const store = openScanStore({ file: link, atMs: 0 });
    onTestFinished(() => store.store.close());
    remove(file, "-wal");
    expect(store.isInPlace()).toBe(false);
    expect(() => commit(store, "T1")).toThrow(/was removed, replaced or cut short/);
  });

  it.each([
    ["the database", [""]],
    ["everything", ["", "-wal", "-shm"]],
  ])(
    "[P6] [P9] keeps what it has of the new file, and lets nobody in offline, where it is killed while making it after %s was removed",
    (_what, parts) => {
      const { file, opened: store } = opened();
      for (let n = 2; n < STORAGE_LIMITS.slice * 2; n += 1) commit(store, `T${n}`);
      remove(file, ...parts);
      const interrupted = store.setAsideNow(AT_MS); // Pauses after the first slice.
      const left = join(temporaryDirectory(), "scans.db");
      for (const name of readdirSync(dirname(file))) copyFileSync(join(dirname(file), name), join(dirname(left), name));
      store.store.close();

      const why: string[] = [];
      const again = openScanStore({ file: left, atMs: AT_MS + 1, onDamaged: ({ message }) => why.push(message) });
      onTestFinished(() => again.store.close());
      expect(why).toEqual([`${left} was removed while it was in use, and was not made anew as a whole.`]);
      expect(again.setAside).toMatchObject({ salvaged: STORAGE_LIMITS.slice });
      expect(tokensOf(again)).toHaveLength(STORAGE_LIMITS.slice);
      expect(again.guard.validate(scanOf("T9").barcode, 0)).toEqual({ kind: "refused", status: "STORAGE_FAILED" });
      expect(readdirSync(dirname(left)).filter((name) => /replacement|complete/.test(name))).toEqual([]);
      return expect(interrupted).rejects.toThrow("it is closed");
    },
  );

  it("[P9] goes on as before where they are put back", async () => {
    const { file, opened: store } = opened();
    const folder = dirname(file);
    renameSync(folder, `${folder}-moved`);
    await expect(store.setAsideNow(AT_MS)).rejects.toThrow(/directory does not exist/);
    expect(() => commit(store, "T2")).toThrow(/was removed/);
    renameSync(`${folder}-moved`, folder);
    expect(store.isInPlace()).toBe(true);
    expect(() => takeLock(file)).toThrow(/in use by another process/);
    commit(store, "T3");
    expect([tokensOf(store), store.setAside]).toEqual([["T0", "T1", "T3"], null]);
    expect(store.guard.validate(scanOf("T9").barcode, 0)).toEqual({ kind: "unknown" });
  });

  it("[P9] permits nobody, and says why, where the system can't tell whether they are there", async () => {
    const { file, opened: store } = opened();
    const folder = dirname(file);
    renameSync(folder, `${folder}-moved`);
    symlinkSync(folder, folder); // A link to itself, in the place of a disk that gives errors or of rights that were taken.
    onTestFinished(() => rmSync(`${folder}-moved`, { recursive: true }));
    expect(store.isInPlace()).toBe(false);
    expect(() => commit(store, "T2")).toThrow(
      expect.objectContaining({ name: "StorageError", message: expect.stringContaining("ELOOP") as string }),
    );
    await expect(store.setAsideNow(AT_MS)).rejects.toMatchObject({ name: "StorageError" });
  });

  it("[P9] loses nothing where it is closed while everything is put into a new file", async () => {
    const { file, opened: store } = opened();
    for (let n = 2; n < STORAGE_LIMITS.slice * 2; n += 1) commit(store, `T${n}`);
    remove(file, "", "-wal", "-shm");
    const interrupted = store.setAsideNow(AT_MS);
    store.store.close();
    await expect(interrupted).rejects.toThrow("it is closed");
    const again = openScanStore({ file, atMs: AT_MS });
    onTestFinished(() => again.store.close());
    expect(tokensOf(again)).toHaveLength(STORAGE_LIMITS.slice * 2);
    expect(again.setAside).toMatchObject({ salvaged: STORAGE_LIMITS.slice * 2 });
  });

  it("[P9] permits nobody, goes on saying why, and has everything at the next start, where the new file can't be put in place", async () => {
    const { file, opened: store } = opened();
    remove(file, "", "-wal", "-shm");
    const inTheWay = `${file}.complete-${new Date(AT_MS).toISOString().replace(/[:.]/g, "-")}`;
    mkdirSync(inTheWay);
    for (let time = 0; time < 2; time += 1) {
      await expect(store.setAsideNow(AT_MS)).rejects.toThrow("Cannot set aside");
      expect(store.isInPlace()).toBe(false);
    }
    expect(() => commit(store, "T2")).toThrow("it is closed");
    rmdirSync(inTheWay);
    const again = openScanStore({ file, atMs: AT_MS });
    onTestFinished(() => again.store.close());
    expect([tokensOf(again), again.setAside?.salvaged]).toEqual([["T0", "T1"], 2]);
  });

  it("[P9] goes on as the only writer where somebody removes its lock, once that is looked at", () => {
    const { file, opened: store } = opened();
    remove(file, ".lock");
    expect(store.isInPlace()).toBe(true);
    expect(() => takeLock(file)).toThrow(/in use by another process/);
    commit(store, "T2");
    expect(tokensOf(store)).toEqual(["T0", "T1", "T2"]);
  });

  it("leaves a file alone that another process has taken over together with its lock", async () => {
    const { file, opened: first } = opened();
    remove(file, "", "-wal", "-shm", ".lock");
    const second = openScanStore({ file, atMs: AT_MS });
    onTestFinished(() => second.store.close());
    commit(second, "T7");
    await expect(first.setAsideNow(AT_MS)).rejects.toThrow(/in use by another process/);
    expect(() => commit(first, "T2")).toThrow(/was removed, replaced/);
    commit(second, "T8");
    expect(tokensOf(second)).toEqual(["T7", "T8"]);
  });

  it("is set aside once where two ask for it at a time", async () => {
    const { file, opened: store } = opened();
    remove(file, "");
    await Promise.all([store.setAsideNow(AT_MS), store.setAsideNow(AT_MS)]);
    expect(store.store.journal().filter(({ kind }) => kind === "setAside")).toHaveLength(1);
  });
});
