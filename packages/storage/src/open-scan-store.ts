import { StorageError, type ScanStore } from "@usher/core";
import { connect, realFile } from "./connect.js";
import { takeLock, type FileLock } from "./lock.js";
import type { Database } from "./native.js";
import { finishReplacement, replaceDamaged } from "./replace-damaged.js";
import { SqliteScanStore } from "./scan-store.js";
import { SCHEMA } from "./schema.js";
import { storageError } from "./storage-error.js";

/** `atMs`: the wall clock, in Unix milliseconds; it names a file that has to be set aside. */
export interface ScanStoreOptions {
  readonly file: string;
  readonly atMs: number;
}

/** A damaged file that was put aside: where it lies now, and how many pending scans the new file has from it. */
export interface SetAside {
  readonly file: string;
  readonly salvaged: number;
}

/** The store, and what an operator must hear of its opening. */
export interface OpenedScanStore {
  readonly store: ScanStore;
  readonly setAside: SetAside | null;
}

/**
 * Opens the scan store in a file, and creates it where it is missing. This process is its only writer until `store.close()`;
 * others may read meanwhile. A damaged file is set aside, never deleted, and what can be read of it goes into a new one.
 *
 * Throws a `StorageError` that names the file and what to do: `inUse` where another process writes to it, `full` or `readOnly` by
 * the disk, `failed` for a missing directory, missing rights or a file of a newer version.
 */
export function openScanStore({ file, atMs }: ScanStoreOptions): OpenedScanStore {
  const path = realFile(file);
  const lock = takeLock(path);
  try {
    const { database, aside } = openOrReplace(path, atMs);
    const store = storeOn(file, database, lock);
    return { store, setAside: aside === null ? null : { file: aside, salvaged: store.counts().pending } };
  } catch (error) {
    lock.release();
    throw storageError(error, "open", file);
  }
}

function storeOn(file: string, database: Database, lock: FileLock): SqliteScanStore {
  const close = (): void => {
    database.close();
    lock.release();
  };
  try {
    return new SqliteScanStore(file, { database, close });
  } catch (error) {
    database.close();
    throw error;
  }
}

function openOrReplace(path: string, atMs: number): { readonly database: Database; readonly aside: string | null } {
  const finished = finishReplacement(path);
  try {
    return { database: connect(path, SCHEMA), aside: finished };
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== "corrupt") throw error;
    const aside = replaceDamaged(path, atMs);
    return { database: connect(path, SCHEMA), aside };
  }
}
