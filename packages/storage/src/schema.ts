import type { Migration } from "./connect.js";

/**
 * The format of the scan store's file, one step per version. Steps that were released are never changed.
 *
 * - `journal`: what happened, for good. `scan_id` is the number of the scan's first entry; null for entries about several scans.
 *   `data` is JSON. `hash` chains the entries (`chain.ts`); `previous` is the hash of the entry before, so that an entry can be
 *   checked where that one is lost. AUTOINCREMENT remembers the highest number ever given, so that a missing end shows.
 * - `queue`: where each decided scan stands, derived from the journal (`projection.ts`); a scan keeps its row for good. `entry` is
 *   the journal entry with the scan's data, `since` the one that brought it into its state: for pending scans, their place in
 *   the queue. Scans that were begun only are in the journal alone (`begun.ts`).
 * - `ledger`: the memory of tickets, derived as well. `seq` is the decided entry that wrote it.
 * - `settled`: up to which entry every scan that was begun is decided, for starts that read no more than they need; one row at most.
 * - `configuration`: the last one answered OKAY; one row at most.
 */
export const SCHEMA: readonly Migration[] = [
  (database) =>
    database.exec(`
      CREATE TABLE journal (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        at_ms INTEGER NOT NULL,
        scan_id INTEGER,
        data TEXT NOT NULL,
        previous BLOB NOT NULL,
        hash BLOB NOT NULL
      );
      CREATE TRIGGER journal_is_never_updated BEFORE UPDATE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is immutable'); END;
      CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is immutable'); END;
      CREATE TRIGGER journal_only_grows BEFORE INSERT ON journal WHEN NEW.seq <= (SELECT max(seq) FROM journal)
        BEGIN SELECT raise(ABORT, 'the journal is immutable'); END;

      CREATE TABLE queue (
        scan_id INTEGER PRIMARY KEY,
        state TEXT NOT NULL,
        ticket_key TEXT NOT NULL,
        device_id INTEGER NOT NULL,
        in_doubt INTEGER NOT NULL,
        scan_time_ms INTEGER NOT NULL,
        entry INTEGER NOT NULL,
        since INTEGER NOT NULL
      );
      CREATE INDEX queue_by_place ON queue (state, device_id, since);
      CREATE INDEX queue_unacknowledged ON queue (ticket_key) WHERE state IN ('pending', 'quarantined');
      CREATE INDEX queue_in_doubt ON queue (ticket_key, scan_id) WHERE in_doubt = 1;

      CREATE TABLE ledger (
        seq INTEGER PRIMARY KEY,
        ticket_key TEXT NOT NULL,
        event_id TEXT,
        data TEXT NOT NULL
      );
      CREATE INDEX ledger_by_ticket ON ledger (ticket_key, seq);

      CREATE TABLE configuration (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        data TEXT NOT NULL
      );
    `),
  // Found at every start, however long the journal is.
  (database) =>
    database.exec("CREATE INDEX journal_set_asides ON journal (seq) WHERE kind IN ('setAside', 'setAsideAccepted')"),
  // Half as many pages written for a scan: nothing is indexed but what waits, and the ledger is one tree.
  (database) =>
    database.exec(`
      DELETE FROM queue WHERE state = 'begun';
      DROP INDEX queue_by_place;
      CREATE INDEX queue_pending ON queue (device_id, since) WHERE state = 'pending';
      CREATE INDEX queue_quarantined ON queue (since) WHERE state = 'quarantined';

      ALTER TABLE ledger RENAME TO ledger_before;
      CREATE TABLE ledger (
        ticket_key TEXT NOT NULL,
        seq INTEGER NOT NULL,
        event_id TEXT,
        data TEXT NOT NULL,
        PRIMARY KEY (ticket_key, seq)
      ) WITHOUT ROWID;
      INSERT INTO ledger SELECT ticket_key, seq, event_id, data FROM ledger_before ORDER BY ticket_key, seq;
      DROP TABLE ledger_before;
    `),
  // Entries of unknown tickets by the venue's allowance: earlier versions admitted none.
  (database) =>
    database.exec(`
      ALTER TABLE queue ADD COLUMN unknown_admitted INTEGER NOT NULL DEFAULT 0;
      CREATE INDEX queue_unknown_admitted ON queue (state) WHERE unknown_admitted = 1;
    `),
  // Until the first row is there, a start reads all of the journal once.
  (database) => database.exec("CREATE TABLE settled (id INTEGER PRIMARY KEY CHECK (id = 1), seq INTEGER NOT NULL)"),
];
