import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { StorageError } from "@usher/core";
import { STORAGE_LIMITS } from "./limits.js";
import { openConnection, type Database } from "./native.js";
import { createPrivately, keepPrivate } from "./private-file.js";
import { storageError } from "./storage-error.js";

/** One step of a file's format. The first makes an empty file version 1, the next makes that version 2, and so on. */
export type Migration = (database: Database) => void;

/** Where a path leads, whatever links are on the way: one file has one lock. */
export function realFile(file: string): string {
  if (typeof file !== "string" || file === "")
    throw new StorageError("failed", "no file is named for the database: expected its path, such as scans.db");
  try {
    const path = join(realpathSync(dirname(file)), basename(file));
    try {
      return realpathSync(path);
    } catch {
      return path; // It does not exist yet.
    }
  } catch (error) {
    throw storageError(error, "open", file);
  }
}

/**
 * Opens a database as this project keeps its files: mode 0600, write-ahead log, every commit synced to the disk, checked for
 * damage, and migrated to the newest version. Whoever calls this holds the file's lock, and checks the table `checkedLater` itself
 * where the file is too large to be read at a start.
 */
export function connect(file: string, migrations: readonly Migration[], checkedLater?: string): Database {
  try {
    createPrivately(file);
    const database = openConnection(file, { timeout: STORAGE_LIMITS.busyTimeoutMs });
    try {
      prepareDatabase(database, file, migrations, checkedLater);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw storageError(error, "open", file);
  }
}

/** All of opening but the file: see {@link connect}. */
export function prepareDatabase(
  database: Database,
  file: string,
  migrations: readonly Migration[],
  checkedLater?: string,
): void {
  const version = Number(database.pragma("user_version", { simple: true }));
  assertKnown(database, file, version, migrations.length);
  keepPrivate(file); // Only now: what is another program's keeps the mode that it has.
  setAndReadBack(database, file, "journal_mode", "wal", "wal");
  setAndReadBack(database, file, "synchronous", "FULL", 2);
  if (!checksOf(database, checkedLater).every((check) => database.pragma(check, { simple: true }) === "ok"))
    throw new StorageError(
      "corrupt",
      `${file} is damaged: it fails SQLite's quick check. Keep it for repair, and start again with a new one.`,
    );
  migrations.slice(version).forEach((migrate, index) => {
    const step = (): void => {
      migrate(database);
      database.pragma(`user_version = ${version + index + 1}`);
    };
    database.transaction(step).immediate();
  });
}

/** SQLite's quick check reads every page: of a large file only of the tables that nobody else looks at. */
function checksOf(database: Database, checkedLater: string | undefined): readonly string[] {
  const pages = Number(database.pragma("page_count", { simple: true }));
  const bytes = pages * Number(database.pragma("page_size", { simple: true }));
  if (checkedLater === undefined || bytes <= STORAGE_LIMITS.checkedAtStartBytes) return ["quick_check(1)"];
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> ?").pluck();
  return tables.all(checkedLater).map((table) => `quick_check('${String(table)}')`);
}

function assertKnown(database: Database, file: string, version: number, newest: number): void {
  if (version > newest)
    throw new StorageError(
      "failed",
      `${file} has format ${version}, but this version of the software knows formats up to ${newest}. ` +
        "Update the software, or name another file.",
    );
  const isForeign = version === 0 && database.prepare("SELECT 1 FROM sqlite_schema").get() !== undefined;
  if (isForeign) throw new StorageError("failed", `${file} is a database of another program. Name another file.`);
}

/** Sets a pragma and asserts that it took: SQLite says nothing where it can't. */
function setAndReadBack(database: Database, file: string, name: string, value: string, wanted: string | number): void {
  database.pragma(`${name} = ${value}`);
  const got = database.pragma(name, { simple: true });
  if (got === wanted) return;
  throw new StorageError(
    "failed",
    `${file} cannot be kept safe from power cuts: SQLite's ${name} is ${String(got)} here, not ${value}. ` +
      "Keep the file on a local disk.",
  );
}
