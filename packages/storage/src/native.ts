import { createRequire } from "node:module";
import { StorageError } from "@usher/core";
import type BetterSqlite3 from "better-sqlite3";

/** What SQLite keeps in a column. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** A prepared statement, as better-sqlite3 has it. */
export interface Statement {
  run(...values: SqlValue[]): { readonly changes: number };
  get(...values: SqlValue[]): unknown;
  all(...values: SqlValue[]): unknown[];
  /** From now on it gives the first column alone, not the row. */
  pluck(): Statement;
}

/** As much of a better-sqlite3 database as this package and its callers need. Synchronous throughout. */
export interface Database {
  prepare(sql: string): Statement;
  exec(sql: string): unknown;
  pragma(source: string, options?: { readonly simple?: boolean }): unknown;
  /** Runs `work` in one transaction: all of it, or where it throws, nothing. */
  transaction<Given extends unknown[], Result>(
    work: (...given: Given) => Result,
  ): { immediate(...given: Given): Result };
  close(): unknown;
}

/** How a connection is opened. `timeout`: how long it waits for another's lock, in milliseconds. */
export interface ConnectionOptions {
  readonly readonly?: boolean;
  readonly timeout?: number;
}

/** Opens a connection. Errors are better-sqlite3's own; where the library is missing or unfit, a {@link StorageError}. */
export function openConnection(file: string, options: ConnectionOptions): Database {
  return new (loadLibrary())(file, options);
}

/** Opens a damaged file to read what can still be read, a truncated one too, which SQLite otherwise refuses as a whole. */
export function openDamaged(file: string): Database {
  const connection = new (loadLibrary())(file, { readonly: true, fileMustExist: true });
  connection.unsafeMode();
  connection.pragma("writable_schema = ON");
  return connection;
}

function loadLibrary(): typeof BetterSqlite3 {
  try {
    return createRequire(import.meta.url)("better-sqlite3") as typeof BetterSqlite3;
  } catch (cause) {
    throw new StorageError(
      "failed",
      "SQLite cannot be loaded. Install better-sqlite3 12.11.1 for this machine and Node version " +
        "(`npm install better-sqlite3@12.11.1`; where it was installed for another Node, `npm rebuild better-sqlite3`).",
      { cause },
    );
  }
}
