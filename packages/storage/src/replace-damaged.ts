import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname } from "node:path";
import { StorageError } from "@usher/core";
import { connect } from "./connect.js";
import { JournalWriter } from "./journal.js";
import { openDamaged, type Database } from "./native.js";
import { syncDirectory } from "./private-file.js";
import { attempt, salvage } from "./salvage.js";
import { SCHEMA } from "./schema.js";

/** A database in write-ahead mode is up to three files. */
const PARTS = ["", "-wal", "-shm"];

/**
 * Puts a damaged file aside as `FILE.set-aside-TIME` and a new one in its place, with everything that could be read. The
 * damaged one is kept for good, and the new one's journal says so.
 *
 * The new file is made as `FILE.replacement-TIME`, and is called `FILE.complete-TIME` once it is: so a crash at any moment leaves
 * either the damaged file where it was, or a complete one for {@link finishReplacement} to find. Where the damaged file is gone, what
 * a crash left of its replacement is all that there is, and read in its place.
 */
export function replaceDamaged(file: string, atMs: number): void {
  const source = attempt(() => openDamaged(unfinished(file) ?? file));
  const close = (): void => void source?.close();
  try {
    const work = replacing(file, atMs, source, close);
    while (work.next().done !== true);
  } finally {
    close();
  }
}

/**
 * The same in slices, read by a connection that may be in use meanwhile: between two slices entries may be added. `ended` is called
 * after the last one, when the new file is complete, to close the old one before it is moved.
 */
export function* replacing(
  file: string,
  atMs: number,
  source: Database | undefined,
  ended: () => void,
): Generator<undefined, void> {
  if (existsSync(file)) removeReplacements(file);
  const stamp = freeStamp(file, atMs);
  const replacement = `${file}.replacement-${stamp}`;
  let isComplete = false;
  try {
    const database = connect(replacement, SCHEMA);
    try {
      if (source !== undefined) yield* salvage(source, database);
      noteSetAside(database, `${file}.set-aside-${stamp}`, atMs);
      // Closing would do this too, but say nothing where it fails; and only the database itself is put in place.
      database.pragma("wal_checkpoint(TRUNCATE)");
    } finally {
      database.close();
    }
    isComplete = true;
  } finally {
    if (!isComplete) remove(replacement); // A full disk needs the room.
  }
  ended();
  renameSync(replacement, `${file}.complete-${stamp}`);
  syncDirectory(file);
  swap(file, stamp);
  attempt(() => removeReplacements(file)); // The new file is in place: what else lies there is in nobody's way.
}

function noteSetAside(database: Database, file: string, atMs: number): void {
  const salvaged = database.prepare("SELECT count(*) FROM queue WHERE state = 'pending'").pluck().get() as number;
  const entry = { kind: "setAside", atMs, data: { file, salvaged }, scanId: null } as const;
  database.transaction(() => new JournalWriter(database).append(entry)).immediate();
}

function removeReplacements(file: string): void {
  stampsOf(file, "replacement").forEach((stamp) => remove(`${file}.replacement-${stamp}`));
}

function remove(replacement: string): void {
  for (const part of PARTS) rmSync(replacement + part, { force: true });
}

/** Ends a replacement that a crash interrupted when the new file was complete. */
export function finishReplacement(file: string): void {
  const [stamp] = existsSync(file) ? [] : stampsOf(file, "complete");
  if (stamp !== undefined) swap(file, stamp);
}

/**
 * Throws a {@link StorageError} `corrupt` for a file that somebody removed while it was in use, where the process ended before all was
 * in the new one.
 */
export function assertNotLost(file: string): void {
  if (unfinished(file) === undefined) return;
  throw new StorageError("corrupt", `${file} was removed while it was in use, and was not made anew as a whole.`);
}

/** What is there of a new file in the place of one that is gone. The oldest: a later one was made of it. */
function unfinished(file: string): string | undefined {
  const [stamp] = existsSync(file) ? [] : stampsOf(file, "replacement");
  return stamp && `${file}.replacement-${stamp}`;
}

function swap(file: string, stamp: string): void {
  const aside = `${file}.set-aside-${stamp}`;
  // The damaged database goes first: while it stands there, a restart begins anew and nothing is lost. Its log must be gone
  // before the new file comes, or SQLite would write the one into the other.
  for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, aside + part);
  syncDirectory(file);
  renameSync(`${file}.complete-${stamp}`, file);
  syncDirectory(file);
}

/** The times in the names of files like `FILE.complete-TIME`, in order. */
function stampsOf(file: string, what: "replacement" | "complete"): string[] {
  const prefix = `${basename(file)}.${what}-`;
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(prefix) && !PARTS.slice(1).some((part) => name.endsWith(part)))
    .map((name) => name.slice(prefix.length))
    .sort();
}

/** The time, for a name that no earlier file bears, even where the clock stands still or went back. */
function freeStamp(file: string, atMs: number): string {
  const time = new Date(atMs).toISOString().replace(/[:.]/g, "-");
  let stamp = time;
  const isTaken = () => ["set-aside", "replacement"].some((what) => existsSync(`${file}.${what}-${stamp}`));
  for (let n = 2; isTaken(); n += 1) stamp = `${time}-${n}`;
  return stamp;
}
