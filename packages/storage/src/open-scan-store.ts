import { StorageError, type OfflineValidator, type ScanStore, type SetAside } from "@usher/core";
import { connect, realFile } from "./connect.js";
import { takeLock, type FileLock } from "./lock.js";
import type { Database } from "./native.js";
import { assertNotLost, finishReplacement, replaceDamaged, replacing } from "./replace-damaged.js";
import { SqliteScanStore } from "./scan-store.js";
import { SCHEMA } from "./schema.js";
import { storageError } from "./storage-error.js";
import { assertLogIsComplete, hasLog, keepOrphanedLog, markClosed, markOpen } from "./write-ahead-log.js";

/** Where the store is, and when it is opened. */
export interface ScanStoreOptions {
  /** On a local disk; its directory must be there. */
  readonly file: string;
  /** The wall clock now, in Unix milliseconds: a damaged file that is set aside is named by it. */
  readonly atMs: number;
  /** Told why, before a damaged file is set aside and read entry by entry: of a million scans that takes minutes. */
  readonly onDamaged?: ((why: StorageError) => void) | undefined;
}

/**
 * The store in its file, and what an operator must hear of it.
 *
 * Where a damaged file was set aside, this one may have forgotten who is inside: `setAside` says so, across restarts, until an
 * operator has accepted it. Until then nobody should be permitted offline; put `guard` first in the chain of validators.
 */
export interface OpenedScanStore {
  readonly store: ScanStore;
  /** What was set aside and not accepted yet, null where there is nothing. */
  readonly setAside: SetAside | null;
  /** Refuses every ticket with STORAGE_FAILED while something is set aside and not accepted, or could not be set aside. */
  readonly guard: OfflineValidator;
  /**
   * An operator accepts that the store goes on with what was saved. Written to the journal, with the `means` by which it was asked for;
   * does nothing where nothing is set aside. Throws a `StorageError` where that can't be written, and where the journal fails its check and
   * is not set aside, or not yet: what was not put right can't be accepted.
   */
  acceptSetAside(atMs: number, means?: string): void;
  /**
   * Whether file and log are still the ones that were opened, and nobody else's to write to: a lock that was removed is taken anew.
   * Where somebody removed, replaced or cut them nothing is saved, until `setAsideNow` has put everything into a new file; looked at
   * now and then, that is done before the next scan.
   */
  isInPlace(): boolean;
  /**
   * Sets the open file aside and goes on with what can be read of it, for a journal that fails its check, or is not in its place any
   * more. The store stays the same and can be used meanwhile, as the work is done in slices; from the call on `guard` refuses.
   * Rejects with a `StorageError` where the new file can't be made (a full disk), and then goes on with the old one.
   */
  setAsideNow(atMs: number): Promise<void>;
}

/**
 * Opens the scan store in a file, and creates it where it is missing. This process is its only writer until `store.close()`;
 * others may read meanwhile. A damaged file is set aside, never deleted, and what can be read of it goes into a new one.
 *
 * Throws a `StorageError` that names the file and what to do: `inUse` where another process writes to it, `full` or `readOnly` by
 * the disk, `failed` for a missing directory, missing rights or a file of a newer version.
 */
export function openScanStore({ file, atMs, onDamaged }: ScanStoreOptions): OpenedScanStore {
  const path = realFile(file);
  const lock = takeLock(path);
  try {
    finishReplacement(path);
    const open = () => new StoreFile(file, path, lock, connectComplete(path));
    return openOrReplace(open, path, atMs, onDamaged);
  } catch (error) {
    lock.release();
    throw storageError(error, "open", file);
  }
}

function openOrReplace<Store>(
  open: () => Store,
  path: string,
  atMs: number,
  onDamaged: ScanStoreOptions["onDamaged"],
): Store {
  try {
    return open();
  } catch (error) {
    const trouble = storageError(error, "open", path);
    if (!(trouble instanceof StorageError) || trouble.code !== "corrupt") throw error;
    onDamaged?.(trouble);
    replaceDamaged(path, atMs);
    return open();
  }
}

function connectComplete(path: string): Database {
  assertNotLost(path);
  keepOrphanedLog(path);
  const hadLog = hasLog(path);
  const database = connect(path, SCHEMA, "journal");
  try {
    assertLogIsComplete(database, path, hadLog);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

class StoreFile implements OpenedScanStore {
  readonly store: SqliteScanStore;
  readonly guard: OfflineValidator = {
    validate: () =>
      this.#setAside === null && !this.#isBroken ? { kind: "unknown" } : { kind: "refused", status: "STORAGE_FAILED" },
  };
  readonly #file: string;
  readonly #path: string;
  #lock: FileLock;
  #setAside: SetAside | null;
  /** The journal of the open file fails its check, or is not in its place. */
  #isBroken = false;
  #database: Database;
  #isClosed = false;
  /** Why it had to be closed, where neither the old file nor the new one is open. */
  #failure: Error | null = null;
  #replacement: Promise<void> | null = null;
  /** Puts everything into a new file, where the old one is gone with this process. */
  #rescue: Generator | null = null;

  constructor(file: string, path: string, lock: FileLock, database: Database) {
    this.#file = file;
    this.#path = path;
    this.#lock = lock;
    this.#database = database;
    markOpen(database);
    try {
      this.store = new SqliteScanStore(file, { database, close: () => this.#close() });
      this.#setAside = this.store.setAside();
    } catch (error) {
      database.close();
      throw error;
    }
  }

  get setAside(): SetAside | null {
    return this.#setAside;
  }

  acceptSetAside(atMs: number, means = "program"): void {
    if (this.#isBroken) {
      const why = "its journal is damaged or not in its place, and is not set aside. Wait for that, or start again";
      throw new StorageError("corrupt", `${this.#file}: ${why}.`);
    }
    if (this.#setAside === null) return;
    this.store.acceptSetAside(this.#setAside.file, means, atMs);
    this.#setAside = null;
  }

  isInPlace(): boolean {
    if (this.#isClosed) return this.#failure === null;
    return this.#isLocked() && this.store.isInPlace();
  }

  async setAsideNow(atMs: number): Promise<void> {
    this.#replacement ??= this.#replace(atMs).finally(() => (this.#replacement = null));
    return this.#replacement;
  }

  async #replace(atMs: number): Promise<void> {
    const isMisplaced = !this.isInPlace();
    const wasBroken = this.#isBroken;
    this.#isBroken = true;
    let isReplaced = false;
    const work = replacing(this.#path, atMs, this.#database, () => {
      isReplaced = true;
      this.#database.close();
    });
    try {
      this.#assertOpen();
      this.#keepLock();
      this.#rescue = isMisplaced ? work : null;
      while (work.next().done !== true) {
        await new Promise((resolve) => setImmediate(resolve));
        this.#assertOpen();
      }
      this.#database = connect(this.#path, SCHEMA, "journal");
      markOpen(this.#database);
      this.store.moveTo({ database: this.#database, close: () => this.#close() });
      this.#setAside = this.store.setAside();
      this.#isBroken = false;
    } catch (error) {
      work.return();
      const failure = storageError(error, "set aside", this.#file);
      if (isReplaced && !this.#isClosed) {
        this.#failure = failure instanceof Error ? failure : new Error(String(failure));
        this.store.close(); // Nothing is saved any more, and so nobody let in.
      } else if (isMisplaced) {
        this.#isBroken = wasBroken; // It may be put back, and is what it was.
      }
      throw failure;
    }
  }

  #isLocked(): boolean {
    try {
      this.#keepLock();
      return true;
    } catch {
      return false;
    }
  }

  /** Whoever removes a file may have removed its lock as well, and then another process may have it. */
  #keepLock(): void {
    if (this.#lock.holds()) return;
    const lock = takeLock(this.#path); // Where that fails the old one stays, for a lock file that is put back.
    this.#lock.release();
    this.#lock = lock;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw this.#failure ?? new StorageError("failed", `${this.#file}: it is closed.`);
  }

  #close(): void {
    this.#isClosed = true;
    try {
      while (this.#rescue?.next().done === false);
    } finally {
      markClosed(this.#database);
      this.#database.close();
      this.#lock.release();
    }
  }
}
