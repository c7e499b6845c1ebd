import type { Verdict } from "../domain/index.js";
import type { GateOutput, Permit } from "../ports/index.js";
import { seal } from "../seal.js";

/** A gate output in memory, for tests: what it was told, oldest first. */
export class RecordingOutput implements GateOutput {
  readonly permits: Permit[] = [];
  readonly denials: Verdict[] = [];

  permit(permit: Permit): void {
    this.permits.push(permit);
  }

  deny(verdict: Verdict): void {
    this.denials.push(verdict);
  }
}

/** A gate output under test. `opened`: how often the gate has been opened; `unplug` takes the hardware away. */
export interface GateOutputHarness {
  readonly output: GateOutput;
  readonly opened: () => Promise<number>;
  readonly unplug: () => Promise<void>;
}

/** One case of the conformance suite. It rejects where the output breaks the contract. */
export interface GateOutputCase {
  readonly name: string;
  readonly run: (harness: GateOutputHarness) => Promise<void>;
}

/** What every `GateOutput` must do. */
export const gateOutputSuite: readonly GateOutputCase[] = [
  {
    name: "[P13] a gate is closed from the start, opens for a permit and stays shut for a denial",
    async run({ output, opened }) {
      expectOpened(await opened(), 0);
      output.deny(DENIED);
      expectOpened(await opened(), 0);
      output.permit(PERMIT);
      expectOpened(await opened(), 1);
    },
  },
  {
    name: "a gate that is gone is nobody else's trouble: nothing is thrown",
    async run({ output, unplug }) {
      await unplug();
      output.permit(PERMIT);
      output.deny(DENIED);
    },
  },
];

const SCAN = {
  barcode: { token: "TICKET-1", ticketKey: "TICKET-1", symbology: null },
  direction: "enter",
  device: { id: 41, name: "North 1", venueId: "V-1", gateId: 7, gateName: "North" },
  scanTimeMs: 1_790_000_000_000,
  skewMs: null,
  deviceOs: "Printed",
  channelId: null,
  readerId: "r1",
  lane: "1",
} as const;

const PERMITTED = {
  outcome: "permit",
  status: "OKAY",
  message: "Okay",
  source: "online",
  inDoubt: false,
  tickets: [],
  ledger: null,
} as const;

/** Sealed here without a store, as only a suite may: no gate that people pass is at the other end. */
const PERMIT = seal("1", SCAN, PERMITTED) as Permit;

const DENIED: Verdict = {
  scanId: "2",
  readerId: "r1",
  lane: "1",
  token: "…T-1",
  direction: "enter",
  decision: "deny",
  status: "NOT_FOUND",
  message: "This ticket is not known for the active events",
  source: "online",
  inDoubt: false,
  tickets: [],
  place: null,
  eventId: null,
  scanTimeMs: SCAN.scanTimeMs,
  elapsedMs: 12,
  repeated: false,
  saved: true,
};

function expectOpened(actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`the gate was opened ${actual} times, expected ${expected}`);
}
