import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { connect } from "./connect.js";
import { syncDirectory } from "./private-file.js";
import { salvage } from "./salvage.js";
import { SCHEMA } from "./schema.js";

/** A database in write-ahead mode is up to three files. */
const PARTS = ["", "-wal", "-shm"];

/**
 * Puts a damaged file aside as `FILE.set-aside-TIME` and a new one in its place, with everything that could be read. Gives the
 * path of the damaged one, which is kept for good.
 *
 * The new file is finished under another name first, `FILE.replacement-TIME`: so a crash at any moment leaves either the damaged
 * file where it was, or a complete replacement for {@link finishReplacement} to find.
 */
export function replaceDamaged(file: string, atMs: number): string {
  for (const leftover of replacementsOf(file)) for (const part of PARTS) rmSync(leftover + part, { force: true });
  const replacement = `${file}.replacement-${freeStamp(file, atMs)}`;
  const database = connect(replacement, SCHEMA);
  try {
    salvage(file, database);
    // Closing would do this too, but say nothing where it fails; and only the database itself is put in place.
    database.pragma("wal_checkpoint(TRUNCATE)");
  } finally {
    database.close();
  }
  return swap(file, replacement);
}

/** Ends a replacement that a crash interrupted. Gives the path of the file that was set aside, or null where there is none. */
export function finishReplacement(file: string): string | null {
  const [replacement] = existsSync(file) ? [] : replacementsOf(file);
  return replacement === undefined ? null : swap(file, replacement);
}

function swap(file: string, replacement: string): string {
  const aside = replacement.replace(`${file}.replacement-`, `${file}.set-aside-`);
  // The damaged database goes first: while it stands there, a restart begins anew and nothing is lost. Its log must be gone
  // before the new file comes, or SQLite would write the one into the other.
  for (const part of PARTS) if (existsSync(file + part)) renameSync(file + part, aside + part);
  syncDirectory(file);
  renameSync(replacement, file);
  syncDirectory(file);
  return aside;
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
