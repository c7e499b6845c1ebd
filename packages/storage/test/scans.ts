import type { Decision, Scan, ScanStore } from "@usher/core";
import { openScanStore } from "../src/index.js";
import { storeFile } from "./store-file.js";

/** A scan of a plain barcode. */
export function scanOf(token: string, scanTimeMs = 1_000): Scan {
  return {
    barcode: { token, ticketKey: token, symbology: null },
    direction: "enter",
    device: { id: 7, name: "North 1", venueId: "V1", gateId: 70, gateName: "North" },
    scanTimeMs,
    skewMs: null,
    deviceOs: "Printed",
    channelId: null,
    readerId: "reader-1",
    lane: "lane-1",
  };
}

/** A permit decided offline, which makes the ticket entered. */
export function permit(ticketKey: string): Decision {
  const ledger = { ticketKey, eventId: null, state: { external: "entered", internal: {} }, bar: null } as const;
  return {
    outcome: "permit",
    status: "OKAY",
    message: "Okay",
    source: "offline",
    inDoubt: false,
    tickets: [{ place: "A:1:2", eventId: "E1" }],
    ledger,
  };
}

/** A closed store with this many pending scans of the tickets T0, T1, ... */
export function fileWithScans(count: number): string {
  const file = storeFile();
  const { store } = openScanStore({ file, atMs: 0 });
  commitScans(store, count);
  store.close();
  return file;
}

/** Permits for the tickets T0, T1, ... */
export function commitScans(store: ScanStore, count: number): void {
  for (let n = 0; n < count; n += 1) store.commit(scanOf(`T${n}`), permit(`T${n}`), n);
}
