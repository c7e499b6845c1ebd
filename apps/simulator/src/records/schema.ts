import type { Migration } from "@usher/storage/sqlite";

/** The steps of the file's format, oldest first. A published step is never changed: add another. */
export const MIGRATIONS: readonly Migration[] = [
  (database) =>
    database.exec(`
      CREATE TABLE device (
        id INTEGER PRIMARY KEY,
        record TEXT NOT NULL
      ) STRICT;
      CREATE TABLE ticket (
        token TEXT PRIMARY KEY,
        record TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE scan (
        id INTEGER PRIMARY KEY,
        token TEXT NOT NULL,
        offline_key TEXT UNIQUE,
        record TEXT NOT NULL
      ) STRICT;
      CREATE INDEX scan_by_token ON scan (token, id);
    `),
];
