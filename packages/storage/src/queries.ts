import type { Database } from "./native.js";

/** The journal's entries in order, decided ones with the state of their scan. Reads a file of any version. */
export const JOURNAL_PAGE = `SELECT journal.*, CASE kind WHEN 'decided' THEN state END AS state
  FROM journal LEFT JOIN queue ON queue.scan_id = journal.scan_id
  WHERE seq > ? ORDER BY seq LIMIT ?`;

export type Queries = ReturnType<typeof prepareQueries>;

/** What the scan store asks of its database, prepared once. `single` ones give a value, the others rows. */
export function prepareQueries(database: Database) {
  const prepare = (sql: string) => database.prepare(sql);
  const single = (sql: string) => database.prepare(sql).pluck();
  return {
    configuration: single("SELECT data FROM configuration"),
    saveConfiguration: prepare("REPLACE INTO configuration (id, data) VALUES (1, ?)"),

    settle: prepare("REPLACE INTO settled (id, seq) VALUES (1, ?)"),

    state: single("SELECT state FROM queue WHERE scan_id = ?"),
    begun: prepare("SELECT seq AS scan_id, data FROM journal WHERE seq = ?"),
    pending: prepare(
      `SELECT journal.* FROM queue JOIN journal ON journal.seq = queue.entry
       WHERE state = 'pending' AND device_id = ? ORDER BY since LIMIT ?`,
    ),
    quarantined: prepare(
      `SELECT queue.scan_id, decided.data, quarantined.at_ms FROM queue
       JOIN journal decided ON decided.seq = queue.entry
       JOIN journal quarantined ON quarantined.seq = queue.since
       WHERE state = 'quarantined' ORDER BY since`,
    ),
    devicesWithPending: single(
      "SELECT device_id FROM queue WHERE state = 'pending' GROUP BY device_id ORDER BY min(since)",
    ),
    counts: prepare(
      `SELECT (SELECT count(*) FROM queue WHERE state = 'pending') AS pending,
              (SELECT count(*) FROM queue WHERE state = 'quarantined') AS quarantined,
              (SELECT count(*) FROM queue WHERE in_doubt = 1) AS inDoubt`,
    ),
    unacknowledged: prepare("SELECT 1 FROM queue WHERE ticket_key = ? AND state IN ('pending', 'quarantined') LIMIT 1"),
    doubt: prepare(
      `SELECT scan_id AS seq, scan_time_ms AS scanTimeMs FROM queue
       WHERE ticket_key = ? AND in_doubt = 1 ORDER BY scan_id DESC LIMIT 1`,
    ),
    // Null where either event is not known, and then the memory applies.
    ledgerEntry: single(
      "SELECT data FROM ledger WHERE ticket_key = ? AND ifnull(event_id = ?, TRUE) ORDER BY seq DESC LIMIT 1",
    ),

    decided: prepare(
      `SELECT queue.scan_id, state, data FROM queue JOIN journal ON journal.seq = queue.entry
       WHERE queue.scan_id = ? AND kind = 'decided'`,
    ),
    admittedUnknown: single(
      "SELECT count(*) FROM queue WHERE unknown_admitted = 1 AND state IN ('pending', 'quarantined')",
    ),

    journal: prepare(JOURNAL_PAGE),
    journalByState: prepare(
      `SELECT journal.*, state FROM
         (SELECT entry, state FROM queue WHERE state = ? AND entry > ? ORDER BY entry LIMIT ?) JOIN journal ON seq = entry
       ORDER BY seq`,
    ),
    lastSetAside: prepare(
      "SELECT kind, data FROM journal WHERE kind IN ('setAside', 'setAsideAccepted') ORDER BY seq DESC LIMIT 1",
    ),
    lastEntry: single("SELECT at_ms FROM journal ORDER BY seq DESC LIMIT 1"),
  };
}
