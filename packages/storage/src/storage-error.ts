import { StorageError, type StorageErrorCode } from "@usher/core";

interface Trouble {
  readonly code: StorageErrorCode;
  readonly what: string;
}

const FULL: Trouble = { code: "full", what: "the disk is full. Free some space on it" };
const READ_ONLY: Trouble = { code: "readOnly", what: "the file or its disk is read-only. Make it writable" };
const IN_USE: Trouble = {
  code: "inUse",
  what: "another program holds it locked. Close that program, or name another file",
};
const CORRUPT: Trouble = {
  code: "corrupt",
  what: "the file is damaged, or is no SQLite database. Keep it for repair, and start again with a new one",
};
const NO_RIGHTS: Trouble = {
  code: "failed",
  what: "this user has no right to. Give the user that runs this program the file and its directory, to read and write",
};
const NO_DIRECTORY: Trouble = { code: "failed", what: "its directory does not exist. Create it, or correct the path" };
const NO_FILE: Trouble = { code: "failed", what: "that is a directory. Name a file in it" };
const DISK_ERROR: Trouble = { code: "failed", what: "the disk gives errors. Check it, and how it is connected" };
const CANNOT_OPEN: Trouble = {
  code: "failed",
  what: "SQLite cannot open it. Check that the path is a file that this user may read and write",
};

/** By the code that Node gives a failed call to the file system. */
const BY_SYSTEM_CODE: Readonly<Record<string, Trouble>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EROFS: READ_ONLY,
  EACCES: NO_RIGHTS,
  EPERM: NO_RIGHTS,
  ENOENT: NO_DIRECTORY,
  ENOTDIR: NO_DIRECTORY,
  EISDIR: NO_FILE,
  EIO: DISK_ERROR,
};

/** By SQLite's primary result code; extended codes only add to it (https://www.sqlite.org/rescode.html), but for one. */
const BY_SQLITE_CODE: Readonly<Record<string, Trouble>> = {
  SQLITE_IOERR_SHMSIZE: FULL, // There is no room for the memory that its processes share.
  SQLITE_FULL: FULL,
  SQLITE_READONLY: READ_ONLY,
  SQLITE_CORRUPT: CORRUPT,
  SQLITE_NOTADB: CORRUPT,
  SQLITE_BUSY: IN_USE,
  SQLITE_LOCKED: IN_USE,
  SQLITE_CANTOPEN: CANNOT_OPEN,
  SQLITE_PERM: NO_RIGHTS,
  SQLITE_IOERR: DISK_ERROR,
};

/**
 * What failed while doing something to a file, as a {@link StorageError}. `doing` goes before the file's name ("save to").
 * What neither SQLite nor the file system said is a programmer's error and comes back as it is.
 */
export function storageError(error: unknown, doing: string, file: string): unknown {
  if (error instanceof StorageError || !(error instanceof Error)) return error;
  const code = codeOf(error);
  const trouble = code === null ? null : troubleOf(code, error);
  if (trouble === null) return error;
  return new StorageError(trouble.code, `Cannot ${doing} ${file}: ${trouble.what} (${code}).`, { cause: error });
}

function codeOf(error: Error): string | null {
  if (error instanceof SyntaxError) return "JSON"; // What was saved as JSON can't be read as JSON.
  return "code" in error && typeof error.code === "string" ? error.code : null;
}

function troubleOf(code: string, error: Error): Trouble | null {
  if (code === "JSON") return CORRUPT;
  const [sqlite] = /^SQLITE_[A-Z]+/.exec(code) ?? [];
  const known = sqlite === undefined ? BY_SYSTEM_CODE[code] : (BY_SQLITE_CODE[code] ?? BY_SQLITE_CODE[sqlite]);
  if (known !== undefined) return known;
  const isOfTheWorld = sqlite !== undefined || "syscall" in error;
  return isOfTheWorld ? { code: "failed", what: error.message } : null;
}
