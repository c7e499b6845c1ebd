import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type Database } from "@usher/storage/sqlite";
import { LIMITS } from "../limits.js";
import { StartError } from "../start-error.js";
import type { Device, Records, ScanRecord, TicketRecord } from "../world/records.js";
import { MIGRATIONS } from "./schema.js";

/**
 * Opens the file in which the simulator keeps devices, tickets and scans, and creates it where it is missing. Null: a file of
 * its own that ends with the simulator. Throws a `StorageError` that says what to do.
 */
export function openRecords(file: string | null): Records {
  if (file !== null) {
    const opened = openDatabase(file, { migrations: MIGRATIONS });
    return recordsIn(opened.database, () => opened.close());
  }
  const folder = temporaryFolder();
  const opened = openDatabase(join(folder, "records.db"), { migrations: MIGRATIONS });
  opened.database.pragma("synchronous = OFF"); // Nobody will read it after a power cut, so nobody need wait for the disk.
  // Open files live on without a name, and end with the process however that ends.
  removeIfAllowed(folder);
  return recordsIn(opened.database, () => {
    opened.close();
    removeIfAllowed(folder);
  });
}

function temporaryFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), "usher-simulator-"));
  } catch (cause) {
    throw new StartError(`${tmpdir()}: no temporary file can be made here: set TMPDIR, or name a file with --db`, {
      cause,
    });
  }
}

/** Windows keeps the names of open files: there the folder goes when the database is closed. */
function removeIfAllowed(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (process.platform !== "win32") throw error;
  }
}

function recordsIn(database: Database, close: () => void): Records {
  const allDevices = database.prepare("SELECT record FROM device ORDER BY id");
  const allTickets = database.prepare("SELECT record FROM ticket");
  const saveDevice = database.prepare(
    "INSERT INTO device VALUES (?, ?) ON CONFLICT DO UPDATE SET record = excluded.record",
  );
  const saveTicket = database.prepare(
    "INSERT INTO ticket VALUES (?, ?) ON CONFLICT DO UPDATE SET record = excluded.record",
  );
  const addScan = database.prepare(
    "INSERT INTO scan (token, offline_key, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  return {
    devices: () => recordsOf(allDevices.all()) as Device[],
    tickets: () => recordsOf(allTickets.all()) as TicketRecord[],
    scans: scanPages(database),
    saveDevice: (device) => void saveDevice.run(device.id, JSON.stringify(device)),
    saveTicket: (record) => void saveTicket.run(record.ticket.token, JSON.stringify(record)),
    addScan: (scan) => addScan.run(scan.token, offlineKey(scan), JSON.stringify(scan)).changes === 1,
    together: (work) => database.transaction(work).immediate(),
    close,
  };
}

/** Pages rather than one long query, which would let nobody write until it is read to its end. */
function scanPages(database: Database): Records["scans"] {
  const newest = database.prepare("SELECT max(id) FROM scan").pluck();
  const pagesOf = (condition: string) => ({
    /** The scan before the last so many. */
    before: database.prepare(`SELECT id FROM scan WHERE ${condition} ORDER BY id DESC LIMIT 1 OFFSET ?`).pluck(),
    page: database.prepare(`SELECT id, record FROM scan WHERE ${condition} AND id > ? AND id <= ? ORDER BY id LIMIT ?`),
  });
  const ofAll = pagesOf("true");
  const ofToken = pagesOf("token = ?");

  return function* scans({ token, last }) {
    const { before, page } = token === undefined ? ofAll : ofToken;
    const of = token === undefined ? [] : [token];
    const until = newest.get() as number | null;
    let after = last === undefined ? 0 : ((before.get(...of, last) as number | undefined) ?? 0);
    for (;;) {
      const rows = page.all(...of, after, until, LIMITS.listedAtOnce) as { readonly id: number }[];
      if (rows.length === 0) return;
      yield recordsOf(rows) as ScanRecord[];
      after = rows.at(-1)?.id ?? after;
    }
  };
}

/** What makes two uploaded scans the same one; null for a scan that was asked online, which is always another. */
function offlineKey({ mode, deviceId, token, scanTimeMs, scanType }: ScanRecord): string | null {
  return mode === "offline" ? JSON.stringify([deviceId, token, scanTimeMs, scanType]) : null;
}

function recordsOf(rows: readonly unknown[]): unknown[] {
  return rows.map((row) => JSON.parse((row as { readonly record: string }).record) as unknown);
}
