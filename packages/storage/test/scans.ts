import type { Decision, Scan } from "@usher/core";

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
