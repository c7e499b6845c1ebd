import { statSync, truncateSync } from "node:fs";
import { StorageError } from "@usher/core";
import type { Database } from "./native.js";
import { createPrivately } from "./private-file.js";

/** In the header of a file that is open for writing ("ushr"), as SQLite's `application_id`. */
const OPEN = 0x75_73_68_72;
const CLOSED = 0;

/** Of the size that every file of ours has. */
const PAGE_BYTES = 4_096;

/**
 * Whether there is something in the write-ahead log of a file. Asked before the file is opened. An empty log tells nothing: SQLite makes
 * one wherever a file is only looked at, and where this process was killed in the middle of a start.
 */
export function hasLog(file: string): boolean {
  return sizeOf(`${file}-wal`) > 0;
}

/**
 * Where a database is gone or empty and its log is not, SQLite throws the log away, and begins anew without a word. An empty page in
 * the place of the database makes it read the log instead, and find what is missing: so both are set aside and kept.
 */
export function keepOrphanedLog(file: string): void {
  if (!hasLog(file) || sizeOf(file) > 0) return;
  createPrivately(file);
  truncateSync(file, PAGE_BYTES);
}

/**
 * Throws a {@link StorageError} `corrupt` for a file that was not closed and whose log is not there any more: the newest scans
 * were in it, and SQLite opens what is left without a word.
 */
export function assertLogIsComplete(database: Database, file: string, hadLog: boolean): void {
  if (hadLog || database.pragma("application_id", { simple: true }) !== OPEN) return;
  throw new StorageError("corrupt", `${file} was not closed, and ${file}-wal, with its newest scans, is gone.`);
}

/** Notes in a file that it is open. Best effort: a full disk can't be written to, and the next scan says so. */
export function markOpen(database: Database): void {
  attempt(() => {
    database.pragma(`application_id = ${OPEN}`);
    database.pragma("wal_checkpoint(PASSIVE)"); // The note has to outlive the log.
  });
}

/** Notes in a file that it was closed, and so needs no log. */
export function markClosed(database: Database): void {
  const mark = (): void => void database.pragma(`application_id = ${CLOSED}`);
  if (attempt(mark)) return;
  attempt(() => database.pragma("wal_checkpoint(PASSIVE)")); // The log starts over, where there is room.
  attempt(mark);
}

function attempt(act: () => void): boolean {
  try {
    act();
    return true;
  } catch {
    return false;
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
