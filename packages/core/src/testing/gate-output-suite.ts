import { Subject } from "rxjs";
import type { Verdict } from "../domain/index.js";
import type { GateOutput, Passage, Permit } from "../ports/index.js";
import { seal } from "../seal.js";

/** A gate output in memory, for tests: what it was told, oldest first. */
export class RecordingOutput implements GateOutput {
  readonly permits: Permit[] = [];
  readonly denials: Verdict[] = [];
  readonly passages$ = new Subject<Passage>();

  /** The gate tells what became of the newest permit: somebody went through, or it did not turn. */
  turn(passed: boolean): void {
    const permit = this.permits.at(-1);
    if (permit !== undefined) this.passages$.next({ scanId: permit.scanId, passed });
  }

  permit(permit: Permit): void {
    this.permits.push(permit);
  }

  deny(verdict: Verdict): void {
    this.denials.push(verdict);
  }
}

/**
 * A gate output under test. `opened`: how often the gate has been opened; `unplug` takes the hardware away. `turn`, wherever the
 * output has `passages$`: somebody goes through the open gate, or nobody does and its time runs out; resolves once it was told.
 */
export interface GateOutputHarness {
  readonly output: GateOutput;
  readonly opened: () => Promise<number>;
  readonly unplug: () => Promise<void>;
  readonly turn?: (passed: boolean) => Promise<void>;
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
  ...[true, false].map((passed) => ({
    name: `[P14] a gate that can tell says once that a permit ${passed ? "was gone through" : "did not turn it"}`,
    async run({ output, turn }: GateOutputHarness) {
      if (output.passages$ === undefined) return;
      const told = listenTo(output);
      output.permit(PERMIT);
      await turned(turn, passed);
      expectTold(told, [{ scanId: PERMIT.scanId, passed }]);
    },
  })),
  {
    name: "[P14] a denial is nothing that a gate could tell anything of",
    async run({ output, turn }) {
      if (output.passages$ === undefined) return;
      const told = listenTo(output);
      output.deny(DENIED);
      await turned(turn, false);
      expectTold(told, []);
    },
  },
  {
    name: "a gate that is gone is nobody else's trouble: nothing is thrown, and no permit is called unused",
    async run({ output, unplug }) {
      const told = listenTo(output);
      await unplug();
      output.permit(PERMIT);
      output.deny(DENIED);
      expectTold(told, []);
    },
  },
];

function listenTo(output: GateOutput): Passage[] {
  const told: Passage[] = [];
  output.passages$?.subscribe((passage) => told.push(passage));
  return told;
}

function turned(turn: GateOutputHarness["turn"], passed: boolean): Promise<void> {
  if (turn === undefined) throw new Error("an output with passages$ needs a harness with turn");
  return turn(passed);
}

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

function expectTold(actual: readonly Passage[], expected: readonly Passage[]): void {
  const [told, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (told !== wanted) throw new Error(`the gate told ${told}, expected ${wanted}`);
}

function expectOpened(actual: number, expected: number): void {
  if (actual !== expected) throw new Error(`the gate was opened ${actual} times, expected ${expected}`);
}
