import { accessSync, chmodSync, closeSync, constants, fsyncSync, openSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { StorageError } from "@usher/core";

/** Read and write for the owner, nothing for anybody else: the files hold tickets. */
const PRIVATE = 0o600;

/**
 * Makes sure that a file exists and can be written. Gives whether it is new, and then it is its owner's alone.
 *
 * A file that exists is never opened here: closing any descriptor of a file drops all of the process's POSIX locks on it,
 * SQLite's included.
 */
export function createPrivately(file: string): boolean {
  const isNew = createIfMissing(file);
  refuseNoFile(file);
  accessSync(file, constants.W_OK); // SQLite would open it to read only, without a word, and its lock would hold nobody off.
  return isNew;
}

/** Makes a database its owner's alone. SQLite gives `-wal` and `-shm` the mode that it had. */
export function keepPrivate(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (mode !== undefined && (mode & 0o777) !== PRIVATE) chmodSync(path, PRIVATE);
  }
}

/** Throws a {@link StorageError} where there is something else than a file. */
export function refuseNoFile(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === false)
    throw new StorageError("failed", `${path} is not a file. Name a file.`);
}

function createIfMissing(file: string): boolean {
  try {
    closeSync(openSync(file, "wx", PRIVATE));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
  syncDirectory(file);
  return true;
}

/** Puts the directory of a file on disk, so that a file created or renamed in it survives a power cut. */
export function syncDirectory(file: string): void {
  if (process.platform === "win32") return; // Windows can't open a directory, and needs no sync of it.
  const directory = openSync(dirname(file), "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
