import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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
 * The new file is finished under another name first, `FILE.replacement-TIME`: so a crash at any moment leaves either the damaged
 * file where it was, or a complete replacement for {@link finishReplacement} to find.
 */
export function replaceDamaged(file: string, atMs: number): void {
  const source = attempt(() => openDamaged(file));
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
  removeReplacements(file);
  const replacement = `${file}.replacement-${freeStamp(file, atMs)}`;
  let isComplete = false;
  try {
    const database = connect(replacement, SCHEMA);
    try {
      if (source !== undefined) yield* salvage(source, database);
      noteSetAside(database, asideOf(file, replacement), atMs);
      // Closing would do this too, but say nothing where it fails; and only the database itself is put in place.
      database.pragma("wal_checkpoint(TRUNCATE)");
    } finally {
      database.close();
    }
    isComplete = true;
  } finally {
    if (!isComplete) removeReplacements(file); // A full disk needs the room.
  }
  ended();
  swap(file, replacement);
}

function noteSetAside(database: Database, file: string, atMs: number): void {
  const salvaged = database.prepare("SELECT count(*) FROM queue WHERE state = 'pending'").pluck().get() as number;
  const entry = { kind: "setAside", atMs, data: { file, salvaged }, scanId: null } as const;
  database.transaction(() => new JournalWriter(database).append(entry)).immediate();
}

function removeReplacements(file: string): void {
  for (const leftover of replacementsOf(file)) for (const part of PARTS) rmSync(leftover + part, { force: true });
}

/** Ends a replacement that a crash interrupted. */
export function finishReplacement(file: string): void {
  const [replacement] = existsSync(file) ? [] : replacementsOf(file);
  if (replacement !== undefined) swap(file, replacement);
}

/** Where the damaged file of a replacement goes. */
function asideOf(file: string, replacement: string): string {
  return replacement.replace(`${file}.replacement-`, `${file}.set-aside-`);
}

function swap(file: string, replacement: string): void {
  const aside = asideOf(file, replacement);
  // The damaged database goes first: while it stands there, a restart begins anew and nothing is lost. Its log must be gone
  // before the new file comes, or SQLite would write the one into the other.
  for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, aside + part);
  syncDirectory(file);
  renameSync(replacement, file);
  syncDirectory(file);
}

function replacementsOf(file: string): string[] {
  const prefix = `${basename(file)}.replacement-`;
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(prefix) && !PARTS.slice(1).some((part) => name.endsWith(part)))
    .map((name) => join(dirname(file), name));
}

/** The time, for a name that no earlier file bears, even where the clock stands still or went back. */
function freeStamp(file: string, atMs: number): string {
  const time = new Date(atMs).toISOString().replace(/[:.]/g, "-");
  let stamp = time;
  for (let n = 2; existsSync(`${file}.set-aside-${stamp}`); n += 1) stamp = `${time}-${n}`;
  return stamp;
}
