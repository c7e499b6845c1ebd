import {
  ExceptionRefused,
  ScannerStopped,
  StorageError,
  type GateScanner,
  type Permit,
  type ScannerCommands,
  type ScannerState,
  type Verdict,
} from "@usher/core";
import type { Chance, RecordingOutput, VirtualTime } from "@usher/core/testing";
import type { History } from "./history.js";

/** The kiosk beside which somebody stands, as far as that somebody needs it. */
export interface AttendedKiosk {
  readonly name: string;
  readonly run: number;
  readonly alive: boolean;
  readonly scanner: GateScanner | null;
  readonly state: ScannerState | null;
  /** The gate of this run of its process. */
  readonly gate: RecordingOutput;
}

const WORD = { role: "Supervisor", reason: "a day in a simulated world" };

/**
 * Who stands beside the gates: an operator who overrides some denials and annuls some permits, sooner or much later, turns gates around
 * and has them configured anew, and the gates themselves, some of which do not turn.
 */
export class Operator {
  readonly #time: VirtualTime;
  readonly #chance: Chance;
  readonly #history: History;

  constructor(time: VirtualTime, chance: Chance, history: History) {
    this.#time = time;
    this.#chance = chance;
    this.#history = history;
  }

  /** The gate display shows something. */
  sees(kiosk: AttendedKiosk, { decision, repeated, saved, scanId }: Verdict): void {
    if (repeated || !saved) return;
    if (decision === "deny" && this.#chance.happens(0.08)) {
      this.#later(kiosk, 20_000, () => this.#tries(kiosk, "override", (gate) => gate.override(scanId, WORD)));
    }
    if (decision === "permit" && this.#chance.happens(0.03)) {
      this.#later(kiosk, 300_000, () => this.#tries(kiosk, "annulment", (gate) => gate.annul(scanId, WORD)));
    }
  }

  /** The gate has opened; now and then it does not turn. */
  opens(kiosk: AttendedKiosk, { scanId }: Permit): void {
    const { run } = kiosk;
    const passed = !this.#chance.happens(0.06);
    this.#later(kiosk, 8_000, () => {
      if (kiosk.run !== run) return; // its wire told nobody
      if (!passed) this.#history.fault(kiosk.name, run, "gate that did not turn");
      this.#history.note(kiosk.name, run, { kind: "passage", scanId, passed });
      kiosk.gate.passages$.next({ scanId, passed });
    });
  }

  /** On a round the operator turns the gate around, or has it configured anew. */
  walksBy({ name, run, alive, scanner, state }: AttendedKiosk): void {
    if (!alive || scanner === null || state === null) return;
    const done = (act: "direction" | "reconfigure"): void => {
      this.#history.fault(name, run, act === "direction" ? "gate turned around" : "reconfiguration");
      this.#history.note(name, run, { kind: "acted", act });
    };
    if (this.#chance.happens(0.5)) {
      scanner.commands.setDirection(state.direction === "enter" ? "exit" : "enter", undefined, "round");
      done("direction");
    } else if (scanner.commands.reconfigure("round") === "accepted") done("reconfigure");
  }

  #later(kiosk: AttendedKiosk, withinMs: number, act: () => unknown): void {
    this.#time.after(this.#chance.between(1, withinMs), () => {
      if (kiosk.alive) act();
    });
  }

  /** What can be refused is: too late, too early, twice, or by a disk that is full. */
  async #tries(kiosk: AttendedKiosk, name: string, ask: (commands: ScannerCommands) => unknown): Promise<void> {
    if (kiosk.scanner === null) return;
    try {
      await ask(kiosk.scanner.commands);
      this.#history.fault(kiosk.name, kiosk.run, name);
    } catch (error) {
      const refusals = [ExceptionRefused, ScannerStopped, StorageError];
      if (!refusals.some((refusal) => error instanceof refusal)) throw error;
    }
  }
}
