import { rmSync } from "node:fs";
import { StorageError } from "@usher/core";
import { openConnection } from "./native.js";
import { Place } from "./place.js";
import { createPrivately, keepPrivate, refuseNoFile } from "./private-file.js";
import { storageError } from "./storage-error.js";

/** The right to write to a file. It ends with {@link FileLock.release} or with the process, however that dies. */
export interface FileLock {
  /** Whether it still holds others off: not where somebody removed the lock file. */
  holds(): boolean;
  release(): void;
  /** The same for a file that is no database, and so nobody's to write to: a lock file that came with this lock goes with it. */
  withdraw(): void;
}

/**
 * Takes the right to write to a file, or throws a {@link StorageError} `inUse` at once.
 *
 * The lock is an exclusive transaction on a small database `FILE.lock` beside the file: the operating system drops it with the
 * process, and the file itself stays readable for reports and backups. The empty lock file is left behind; removing it would
 * let two processes hold two locks of the same name.
 */
export function takeLock(file: string): FileLock {
  const lockFile = `${file}.lock`;
  try {
    refuseNoFile(file);
    const isNew = createPrivately(lockFile);
    keepPrivate(lockFile);
    const connection = openConnection(lockFile, { timeout: 0 });
    try {
      connection.pragma("journal_mode = MEMORY");
      connection.exec("BEGIN EXCLUSIVE");
    } catch (error) {
      connection.close();
      throw error;
    }
    const place = new Place(lockFile);
    const release = () => void connection.close();
    const withdraw = (): void => {
      release();
      if (isNew) rmSync(lockFile, { force: true });
    };
    return { holds: () => place.holds(), release, withdraw };
  } catch (cause) {
    throw refusal(cause, file, lockFile);
  }
}

function refusal(cause: unknown, file: string, lockFile: string): unknown {
  const error = storageError(cause, "lock", lockFile);
  if (!(error instanceof StorageError)) return error;
  if (error.code === "inUse")
    return new StorageError(
      "inUse",
      `${file} is in use by another process, and only one may write to it. Stop that one, or give this one another file.`,
      { cause },
    );
  if (error.code === "corrupt")
    return new StorageError("failed", `${lockFile} is no lock file. Remove it and start again.`, { cause });
  return error;
}
