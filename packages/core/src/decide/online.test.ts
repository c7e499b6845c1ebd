import { describe, expect, it } from "vitest";
import { DEFAULT_GATE_POLICY, type LedgerEntry, type Scan } from "../domain/index.js";
import { decideOnline } from "./online.js";

const SCAN: Scan = {
  barcode: { token: "TICKET-1", ticketKey: "TICKET-1", symbology: null },
  direction: "enter",
  device: { id: 1, name: "North 1", venueId: "V1", gateId: 1, gateName: "North" },
  scanTimeMs: 1_000,
  skewMs: null,
  deviceOs: "Printed",
  channelId: null,
  readerId: "r",
  lane: "1",
};
const INSIDE: LedgerEntry = {
  ticketKey: "TICKET-1",
  eventId: null,
  state: { external: "entered", internal: {} },
  bar: null,
};

function decided(status: string, held: boolean) {
  const answer = { kind: "answered", status, message: "", value: [], serviceTimeMs: null } as const;
  const policy = { gate: DEFAULT_GATE_POLICY, offlineExits: "lenient", maxUnknownTickets: 0 } as const;
  return decideOnline(SCAN, answer, held, { admittedUnknown: () => 0, ledgerEntry: () => INSIDE }, policy);
}

describe("a denial of the ledger's", () => {
  it("[P2] keeps what the service had answered, so that a report can tell the two apart", () => {
    expect(decided("OKAY", true)).toMatchObject({ outcome: "deny", status: "ALREADY_ENTERED", answered: "OKAY" });
    expect(decided("ALREADY_ENTERED", true)).not.toHaveProperty("answered");
    expect(decided("OKAY", false)).toMatchObject({ outcome: "permit" });
    expect(decided("OKAY", false)).not.toHaveProperty("answered");
  });
});
