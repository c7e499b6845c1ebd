import type { ScanId, StorageError } from "@usher/core";
import { describe, expect, it } from "vitest";
import { openScanStore } from "../src/index.js";
import { openDatabase } from "../src/open-database.js";
import { SqliteScanStore } from "../src/scan-store.js";
import { SCHEMA } from "../src/schema.js";
import { permit, scanOf } from "./scans.js";
import { storeFile } from "./store-file.js";

/** A store whose file may grow by a few pages only, as on a disk that is nearly full. */
function nearlyFull(file: string) {
  const opened = openDatabase(file, { migrations: SCHEMA });
  const grow = (pages: number) =>
    opened.database.pragma(
      `max_page_count = ${Number(opened.database.pragma("page_count", { simple: true })) + pages}`,
    );
  grow(12);
  return { store: new SqliteScanStore(file, opened), grow };
}

function thrownBy(act: () => void): StorageError {
  try {
    act();
  } catch (error) {
    return error as StorageError;
  }
  throw new Error("it went through");
}

describe("[P9] on a full disk", () => {
  it("a commit is saved whole or not at all, what was saved stays, and it goes on once there is room", () => {
    const file = storeFile();
    const { store, grow } = nearlyFull(file);
    const saved: ScanId[] = [];
    const failure = thrownBy(() => {
      for (let n = 0; n < 1_000; n += 1) saved.push(store.commit(scanOf(`T${n}`), permit(`T${n}`), n).scanId);
    });
    expect(failure).toMatchObject({
      name: "StorageError",
      code: "full",
      message: `Cannot save to ${file}: the disk is full. Free some space on it (SQLITE_FULL).`,
    });
    const refused = `T${saved.length}`;
    const pending = () => store.pending(7, 2_000).map(({ scanId }) => scanId);
    expect(saved.length).toBeGreaterThan(5);
    expect(pending()).toEqual(saved);
    expect(store.ledgerEntry(refused, null)).toBeNull();
    expect(store.journal().length).toBe(saved.length);

    grow(50);
    saved.push(store.commit(scanOf(refused), permit(refused), 1).scanId);
    expect(pending()).toEqual(saved);
    store.close();
    const reopened = openScanStore({ file, atMs: 0 });
    expect(reopened.setAside).toBeNull();
    expect(reopened.store.pending(7, 2_000).map(({ scanId }) => scanId)).toEqual(saved);
    reopened.store.close();
  });

  it("a begun scan that cannot be committed stays begun, in doubt", () => {
    const file = storeFile();
    const { store, grow } = nearlyFull(file);
    const scanId = store.begin(scanOf("T1"), 1);
    grow(0);
    const failure = thrownBy(() => {
      for (let n = 0; n < 1_000; n += 1) store.begin(scanOf("filler"), 1);
    });
    expect(failure.code).toBe("full");
    expect(thrownBy(() => store.commit(scanOf("T1"), permit("T1"), 2, scanId)).code).toBe("full");
    expect(store.unfinished()[0]).toEqual({ scanId, scan: scanOf("T1") });
    expect(store.doubtfulSinceMs("T1")).toBe(1_000);
    store.close();
  });
});

describe("a medium that went read-only", () => {
  it("is told as such", () => {
    const file = storeFile();
    const opened = openDatabase(file, { migrations: SCHEMA });
    const store = new SqliteScanStore(file, opened);
    opened.database.pragma("query_only = ON");
    expect(thrownBy(() => store.commit(scanOf("T1"), permit("T1"), 1))).toMatchObject({
      code: "readOnly",
      message: `Cannot save to ${file}: the file or its disk is read-only. Make it writable (SQLITE_READONLY).`,
    });
    store.close();
  });
});
