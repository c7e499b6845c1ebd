import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { openScanStore, verifyChain, type OpenedScanStore } from "../src/index.js";
import { STORAGE_LIMITS } from "../src/limits.js";
import { openConnection } from "../src/native.js";
import { commitScans, permit, scanOf } from "./scans.js";
import { storeFile } from "./store-file.js";

const AT_MS = Date.UTC(2026, 10, 23, 18, 20, 5, 7);
const STAMP = "2026-11-23T18-20-05-007Z";
const BARCODE = scanOf("T1").barcode;

const open = (file: string, atMs = AT_MS) => openScanStore({ file, atMs });
const guarded = ({ guard }: OpenedScanStore) => guard.validate(BARCODE, 0);
const REFUSED = { kind: "refused", status: "STORAGE_FAILED" };
const UNKNOWN = { kind: "unknown" };

function garbage(): string {
  const file = storeFile();
  writeFileSync(file, "no database ".repeat(1_000));
  return file;
}

/** A journal of permits T0, T1, ... in an open store, one of them edited behind its back. */
function edited(count: number, seq: number) {
  const file = storeFile();
  const opened = open(file);
  commitScans(opened.store, count);
  const shell = openConnection(file, {});
  shell.exec("DROP TRIGGER journal_is_never_updated");
  shell.exec(`UPDATE journal SET data = replace(data, '"token":"T', '"token":"X') WHERE seq = ${seq}`);
  shell.close();
  return { file, opened };
}

const tokensOf = ({ store }: OpenedScanStore) => store.pending(7, 1_000).map(({ scan }) => scan.barcode.token);

describe("[P6] after a file was set aside, nobody is let in offline until an operator has accepted it", () => {
  it("across restarts, and from the acceptance on at once and for good", async () => {
    const file = garbage();
    for (const atMs of [AT_MS, AT_MS + 1]) {
      const opened = open(file, atMs);
      expect(opened.setAside).toEqual({ file: `${file}.set-aside-${STAMP}`, salvaged: 0 });
      expect(guarded(opened)).toEqual(REFUSED);
      opened.store.close();
    }
    for (const isAccepting of [true, false]) {
      const opened = open(file);
      if (isAccepting) opened.acceptSetAside(AT_MS + 2);
      expect([opened.setAside, guarded(opened)]).toEqual([null, UNKNOWN]);
      opened.store.close();
    }
    expect(await verifyChain(file)).toEqual({ intact: true, entries: 3 });
  });

  it("and the journal says what was set aside, when it was accepted, and by which means", () => {
    const file = garbage();
    const opened = open(file);
    opened.acceptSetAside(AT_MS + 2, "operator panel");
    const accepted = { act: "acceptSetAside", lane: null, means: "operator panel", file: `${file}.set-aside-${STAMP}` };
    expect(opened.store.journal()).toMatchObject([
      { kind: "setAside", atMs: AT_MS, scanId: null, state: null, data: { salvaged: 0 } },
      { kind: "setAsideAccepted", atMs: AT_MS + 2, scanId: null, state: null, data: {} },
      { kind: "operator", atMs: AT_MS + 2, scanId: null, state: null, data: accepted },
    ]);
    expect(opened.store.commit(scanOf("T1"), permit("T1"), AT_MS + 3)).toMatchObject({ outcome: "permit" });
    opened.store.close();
  });

  it("again after each further damage", () => {
    const file = garbage();
    const first = open(file);
    first.acceptSetAside(AT_MS);
    first.store.close();
    writeFileSync(file, "damaged once more ".repeat(1_000));
    const second = open(file, AT_MS + 1_000);
    expect(second.setAside?.file).toBe(`${file}.set-aside-2026-11-23T18-20-06-007Z`);
    expect(guarded(second)).toEqual(REFUSED);
    second.store.close();
  });

  it("where nothing was set aside there is nothing to accept", () => {
    const opened = open(storeFile());
    opened.acceptSetAside(AT_MS);
    expect([opened.setAside, guarded(opened), opened.store.journal()]).toEqual([null, UNKNOWN, []]);
    opened.store.close();
  });
});

describe("[P9] a pending scan that was edited on the disk", () => {
  it("is not handed to an upload, nor is anything else until the file was set aside", async () => {
    const { file, opened } = edited(3, 2);
    expect(() => tokensOf(opened)).toThrow(
      expect.objectContaining({
        code: "corrupt",
        message: `${file}: entry 2 of the journal is not as it was written. Start again: the file is then set aside.`,
      }),
    );
    await opened.setAsideNow(AT_MS);
    expect(tokensOf(opened)).toEqual(["T0", "T2"]);
    opened.store.close();
  });
});

describe("[P9] an open file whose journal was edited is set aside in mid-work", () => {
  it("byte for byte, and the same store goes on with all that is as it was written", async () => {
    const { file, opened } = edited(6, 4);
    expect(await verifyChain(file)).toEqual({ intact: false, seq: 4 });
    await opened.setAsideNow(AT_MS);
    expect(opened.setAside).toEqual({ file: `${file}.set-aside-${STAMP}`, salvaged: 5 });
    expect(guarded(opened)).toEqual(REFUSED);
    expect(tokensOf(opened)).toEqual(["T0", "T1", "T2", "T4", "T5"]);
    expect(opened.store.counts()).toEqual({ pending: 5, quarantined: 0, inDoubt: 0 });
    expect(readFileSync(`${file}.set-aside-${STAMP}`, "latin1")).toContain('"token":"X3"');
    expect(() => open(file)).toThrow(expect.objectContaining({ code: "inUse" }));
    opened.store.commit(scanOf("T9"), permit("T9"), AT_MS);
    opened.store.close();

    expect(await verifyChain(file)).toEqual({ intact: true, entries: 7 });
    const again = open(file);
    expect(tokensOf(again)).toEqual(["T0", "T1", "T2", "T4", "T5", "T9"]);
    again.store.close();
  });

  it("between the sending of a scan and its answer, which is then saved under its id", async () => {
    const { opened } = edited(3, 1);
    const scanId = opened.store.begin(scanOf("T7"), AT_MS);
    await opened.setAsideNow(AT_MS);
    expect(opened.store.unfinished().map((scan) => scan.scanId)).toEqual([scanId]);
    expect(opened.store.commit(scanOf("T7"), permit("T7"), AT_MS, scanId)).toMatchObject({ scanId });
    opened.store.close();
  });

  it("and an earlier one that was not accepted yet can't be accepted instead", async () => {
    const file = garbage();
    const opened = open(file);
    opened.store.commit(scanOf("T1"), permit("T1"), AT_MS);
    mkdirSync(`${file}.replacement-${STAMP}-2`);
    await expect(opened.setAsideNow(AT_MS)).rejects.toMatchObject({ name: "StorageError" });
    expect(() => opened.acceptSetAside(AT_MS)).toThrow("start again");
    expect(guarded(opened)).toEqual(REFUSED);
    opened.store.close();
  });

  it("or, where the new one cannot be made, goes on with the old one, and still lets nobody in offline", async () => {
    const { file, opened } = edited(3, 1);
    mkdirSync(`${file}.replacement-${STAMP}`);
    await expect(opened.setAsideNow(AT_MS)).rejects.toMatchObject({ name: "StorageError" });
    expect(() => opened.acceptSetAside(AT_MS)).toThrow(
      "its journal is damaged or not in its place, and is not set aside",
    );
    expect([opened.setAside, guarded(opened)]).toEqual([null, REFUSED]);
    expect(opened.store.commit(scanOf("T9"), permit("T9"), AT_MS)).toMatchObject({ outcome: "permit" });
    opened.store.close();
  });

  it("but not once it is closed: then it may be another's", async () => {
    const { file, opened } = edited(3, 1);
    opened.store.close();
    await expect(opened.setAsideNow(AT_MS)).rejects.toThrow(`${file}: it is closed.`);
  });

  it("slice by slice, while people scan, who are in the new one too", async () => {
    const { file, opened } = edited(5 * STORAGE_LIMITS.slice, 4);
    const setting = opened.setAsideNow(AT_MS);
    const meanwhile: string[] = [];
    for (let n = 0; opened.setAside === null; n += 1) {
      const token = `M${n}`;
      opened.store.commit(scanOf(token), permit(token), AT_MS);
      meanwhile.push(token);
      expect(guarded(opened)).toEqual(REFUSED);
      if (n === 1) expect(() => opened.acceptSetAside(AT_MS)).toThrow("is not set aside. Wait for that");
      await new Promise((resolve) => setImmediate(resolve));
    }
    await setting;
    expect(meanwhile.length).toBeGreaterThan(3);
    expect(tokensOf(opened).filter((token) => token.startsWith("M"))).toEqual(meanwhile);
    expect(opened.setAside?.salvaged).toBeGreaterThan(5 * STORAGE_LIMITS.slice);
    opened.store.close();
    expect(await verifyChain(file)).toMatchObject({ intact: true });
  });

  it("and leaves no half of a new one behind where it is closed meanwhile", async () => {
    const { file, opened } = edited(5 * STORAGE_LIMITS.slice, 4);
    const setting = opened.setAsideNow(AT_MS);
    opened.store.close();
    await expect(setting).rejects.toThrow(`${file}: it is closed.`);
    expect(readdirSync(dirname(file)).filter((name) => /replacement|set-aside/.test(name))).toEqual([]);
  });
});
