import { statSync, type Stats } from "node:fs";
import { StorageError } from "@usher/core";

/** One file as it was when it was opened, and the least that it may hold since. */
interface Part {
  readonly path: string;
  readonly seen: Stats;
  readonly bytes: number;
}

/**
 * Where an open database lies on the disk. SQLite goes on with a file that was removed, replaced or cut short under it, without a
 * word, and what it saves then is gone with the process.
 */
export class Place {
  readonly #file: string;
  readonly #parts: readonly Part[];

  /** Of a database that is open, with its log. */
  constructor(file: string) {
    this.#file = file;
    // A database never shrinks. Its log may: whoever looks into the file with a database shell may empty it into the database.
    this.#parts = [...partOf(file, ({ size }) => size), ...partOf(`${file}-wal`, () => 0)];
  }

  /** Whether database and log are still the files that were opened. Not where the disk or missing rights keep that from being told. */
  holds(): boolean {
    try {
      return this.#areAsSeen();
    } catch {
      return false;
    }
  }

  /** Takes microseconds: it is asked before every write. */
  #areAsSeen(): boolean {
    return this.#parts.every(({ path, seen, bytes }) => {
      const now = found(path);
      return now !== undefined && now.ino === seen.ino && now.dev === seen.dev && now.size >= bytes;
    });
  }

  /** Nothing may be written where it would be gone with the process. */
  assertHolds(): void {
    if (this.#areAsSeen()) return;
    throw new StorageError(
      "failed",
      `${this.#file}: it, or ${this.#file}-wal, was removed, replaced or cut short while it was in use. ` +
        "It is made anew at once: scan again, and leave these files alone while the program runs.",
    );
  }
}

function partOf(path: string, bytesOf: (seen: Stats) => number): Part[] {
  const seen = found(path);
  return seen === undefined ? [] : [{ path, seen, bytes: bytesOf(seen) }];
}

function found(path: string): Stats | undefined {
  return statSync(path, { throwIfNoEntry: false });
}
