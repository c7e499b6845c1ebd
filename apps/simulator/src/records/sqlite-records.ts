import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, type Database } from "@usher/storage/sqlite";
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
  const folder = mkdtempSync(join(tmpdir(), "usher-simulator-"));
  const opened = openDatabase(join(folder, "records.db"), { migrations: MIGRATIONS });
  opened.database.pragma("synchronous = OFF"); // Nobody will read it after a power cut, so nobody need wait for the disk.
  // Open files live on without a name, and end with the process however that ends.
  removeIfAllowed(folder);
  return recordsIn(opened.database, () => {
    opened.close();
    removeIfAllowed(folder);
  });
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
  const lastScans = database.prepare("SELECT record FROM scan ORDER BY id DESC LIMIT ?");
  const lastScansOfToken = database.prepare("SELECT record FROM scan WHERE token = ? ORDER BY id DESC LIMIT ?");
  const saveDevice = database.prepare(
    "INSERT INTO device VALUES (?, ?) ON CONFLICT DO UPDATE SET record = excluded.record",
  );
  const saveTicket = database.prepare(
    "INSERT INTO ticket VALUES (?, ?) ON CONFLICT DO UPDATE SET record = excluded.record",
  );
  const addScan = database.prepare(
    "INSERT INTO scan (token, offline_key, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
  );
  const ALL = -1; // As SQLite's LIMIT has it.

  return {
    devices: () => recordsOf(allDevices.all()) as Device[],
    tickets: () => recordsOf(allTickets.all()) as TicketRecord[],
    scans: ({ token, last }) => {
      const limit = last ?? ALL;
      const rows = token === undefined ? lastScans.all(limit) : lastScansOfToken.all(token, limit);
      return recordsOf(rows.toReversed()) as ScanRecord[];
    },
    saveDevice: (device) => void saveDevice.run(device.id, JSON.stringify(device)),
    saveTicket: (record) => void saveTicket.run(record.ticket.token, JSON.stringify(record)),
    addScan: (scan) => addScan.run(scan.token, offlineKey(scan), JSON.stringify(scan)).changes === 1,
    together: (work) => database.transaction(work).immediate(),
    close,
  };
}

/** What makes two uploaded scans the same one; null for a scan that was asked online, which is always another. */
function offlineKey({ mode, deviceId, token, scanTimeMs, scanType }: ScanRecord): string | null {
  return mode === "offline" ? JSON.stringify([deviceId, token, scanTimeMs, scanType]) : null;
}

function recordsOf(rows: readonly unknown[]): unknown[] {
  return rows.map((row) => JSON.parse((row as { readonly record: string }).record) as unknown);
}
