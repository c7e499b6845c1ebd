import { StorageError } from "@usher/core";
import { connect, realFile, type Migration } from "./connect.js";
import { STORAGE_LIMITS } from "./limits.js";
import { takeLock } from "./lock.js";
import { openConnection, type Database } from "./native.js";
import { refuseNoFile } from "./private-file.js";
import { storageError } from "./storage-error.js";

/** A database that is open for writing, by this process alone. */
export interface OpenDatabase {
  readonly database: Database;
  /** Closes it and gives up the right to write. Idempotent. */
  readonly close: () => void;
}

/**
 * Opens an application's own SQLite file, and creates it where it is missing: one writer (others may read), mode 0600,
 * write-ahead log, every commit synced, migrated to the newest version.
 *
 * Throws a `StorageError` that says what to do; `corrupt` where the file is damaged (it is left as it is).
 */
export function openDatabase(file: string, options: { readonly migrations: readonly Migration[] }): OpenDatabase {
  const path = realFile(file);
  const lock = takeLock(path);
  try {
    const database = connect(path, options.migrations);
    const close = (): void => {
      database.close();
      lock.release();
    };
    return { database, close };
  } catch (error) {
    if (error instanceof StorageError && error.code === "corrupt") lock.withdraw();
    else lock.release();
    throw error;
  }
}

/** Opens such a file to read it, beside its writer or without one. Throws a `StorageError` that says what to do. */
export function openToRead(file: string): Database {
  try {
    refuseNoFile(file);
    return openConnection(realFile(file), { readonly: true, timeout: STORAGE_LIMITS.busyTimeoutMs });
  } catch (error) {
    throw storageError(error, "open", file);
  }
}
