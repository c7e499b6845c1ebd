import { existsSync } from "node:fs";
import { StorageError, type JournalEntry } from "@usher/core";
import { realFile } from "./connect.js";
import { journalEntryOf, type EntryRow } from "./entry.js";
import { STORAGE_LIMITS } from "./limits.js";
import type { Database } from "./native.js";
import { openToRead } from "./open-database.js";
import { JOURNAL_PAGE } from "./queries.js";
import { SCHEMA } from "./schema.js";
import { storageError } from "./storage-error.js";

type Row = EntryRow & { readonly state: JournalEntry["state"] };

/**
 * The journal of a scan store's file, entry by entry in order, for reports. The file may be in use by a kiosk, which is not held
 * up, and nothing in it is changed. What is appended meanwhile is read too.
 *
 * Throws a `StorageError` that says what to do, where the file is missing, damaged, no scan store, or of a newer version.
 */
export function* readJournal(file: string): Generator<JournalEntry> {
  try {
    const path = realFile(file);
    if (!existsSync(path)) {
      throw new StorageError("failed", `${file} does not exist: there is no journal yet, or it lies elsewhere.`);
    }
    const database = openToRead(path);
    try {
      yield* entriesOf(database, file);
    } finally {
      database.close();
    }
  } catch (error) {
    throw storageError(error, "read", file);
  }
}

function* entriesOf(database: Database, file: string): Generator<JournalEntry> {
  const version = Number(database.pragma("user_version", { simple: true }));
  if (version === 0) throw new StorageError("failed", `${file} holds no scan store. Name the file of one.`);
  if (version > SCHEMA.length) {
    const known = `this version of the software knows formats up to ${SCHEMA.length}`;
    throw new StorageError("failed", `${file} has format ${version}, but ${known}. Update the software.`);
  }
  const journal = database.prepare(JOURNAL_PAGE);
  let afterSeq = 0;
  for (;;) {
    const rows = journal.all(afterSeq, STORAGE_LIMITS.journalPage) as Row[];
    for (const row of rows) yield journalEntryOf(row);
    const last = rows.at(-1);
    if (last === undefined || rows.length < STORAGE_LIMITS.journalPage) return;
    afterSeq = last.seq;
  }
}
