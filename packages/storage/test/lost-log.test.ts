import { copyFileSync, existsSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openScanStore } from "../src/index.js";
import { permit, scanOf } from "./scans.js";
import { storeFile, temporaryDirectory } from "./store-file.js";

const AT_MS = Date.UTC(2026, 10, 23, 18, 20, 5, 7);
const TOKENS = ["T0", "T1", "T2"];

/** What a killed process leaves of a store with three permits: the database as it was, and the log, where they are. */
function killed(): string {
  const file = storeFile();
  const { store } = openScanStore({ file, atMs: 0 });
  for (const token of TOKENS) store.commit(scanOf(token), permit(token), 1);
  const left = join(temporaryDirectory(), "scans.db");
  for (const part of ["", "-wal"]) copyFileSync(file + part, left + part);
  store.close();
  return left;
}

function reopened(file: string) {
  const why: string[] = [];
  const opened = openScanStore({ file, atMs: AT_MS, onDamaged: ({ message }) => why.push(message) });
  onTestFinished(() => opened.store.close());
  const tokens = opened.store.pending(7, 100).map(({ scan }) => scan.barcode.token);
  return { setAside: opened.setAside, tokens, why };
}

describe("the log of a store whose process was killed", () => {
  it("is read at the next start, without a word", () => {
    expect(reopened(killed())).toEqual({ setAside: null, tokens: TOKENS, why: [] });
  });

  it("[P6] [P9] is missed where it is gone: what is left is set aside, and nobody let in offline", () => {
    const file = killed();
    rmSync(`${file}-wal`);
    const { setAside, tokens, why } = reopened(file);
    expect([setAside?.salvaged, tokens]).toEqual([0, []]);
    expect(existsSync(setAside?.file ?? "")).toBe(true);
    expect(why).toEqual([`${file} was not closed, and ${file}-wal, with its newest scans, is gone.`]);
  });

  it("[P6] [P9] is missed where an empty one came in its place, as any look at the file and every start make one", () => {
    const file = killed();
    truncateSync(`${file}-wal`, 0);
    expect(reopened(file).why).toEqual([`${file} was not closed, and ${file}-wal, with its newest scans, is gone.`]);
  });

  it.each([
    ["gone", (file: string) => rmSync(file)],
    ["empty", (file: string) => truncateSync(file, 0)],
  ])("[P6] [P9] is kept where the database beside it is %s, which SQLite would throw away", (_what, lose) => {
    const file = killed();
    lose(file);
    const { setAside } = reopened(file);
    const kept = readFileSync(setAside?.file ?? "", "latin1");
    for (const token of TOKENS) expect(kept).toContain(`"token":"${token}"`);
  });

  it("is not missed where the store was closed, start after start", () => {
    const file = storeFile();
    for (let start = 0; start < 3; start += 1) {
      const { store, setAside } = openScanStore({ file, atMs: AT_MS });
      expect(setAside).toBeNull();
      store.commit(scanOf(`T${start}`), permit(`T${start}`), 1);
      store.close();
      expect(existsSync(`${file}-wal`)).toBe(false);
    }
  });
});
