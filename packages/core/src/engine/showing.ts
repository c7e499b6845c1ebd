import type { Verdict } from "../domain/index.js";
import { LIMITS, maskedToken } from "../domain/index.js";
import type { GateOutput } from "../ports/gate-output.js";
import type { Time } from "../ports/time.js";
import type { Alarms } from "./alarms.js";
import type { Read } from "./lane.js";
import { safely } from "./safely.js";
import type { Outcome } from "./scan-path.js";
import type { OutputSettings } from "./settings.js";

/** What showing needs of the engine around it. */
export interface ShowingParts {
  readonly time: Time;
  readonly alarms: Alarms;
  readonly outputs: readonly OutputSettings[];
  readonly publish: (verdict: Verdict) => void;
  /** Remembers a verdict in its lane, for the re-reads to come. */
  readonly remember: (read: Read, verdict: Verdict) => void;
  readonly noteOutputFailure: (error: unknown) => void;
}

/** Brings an outcome to everyone who waits for it: display, scanner, gate. */
export class Showing {
  readonly #parts: ShowingParts;
  #unsavedSoFar = 0;

  constructor(parts: ShowingParts) {
    this.#parts = parts;
  }

  /** Shows a decided scan. Only a saved permit opens the gate, and only while its person still stands there (promise P13). */
  show(read: Read, outcome: Outcome): void {
    const { time, alarms, publish, remember } = this.#parts;
    const verdict = this.#verdictOf(read, outcome, time.monotonicMs() - read.readAtMs);
    remember(read, verdict);
    publish(verdict);
    read.report(verdict);

    if (outcome.outcome !== "permit") {
      this.#eachOutput(read.lane, (output) => output.deny(verdict));
      read.cue("deny");
    } else if (verdict.elapsedMs > LIMITS.stalePermitMs) {
      const seconds = Math.round(verdict.elapsedMs / 1000);
      alarms.raise(
        "STALE_PERMIT",
        `A permit came ${seconds} s after its scan: the gate stayed shut, let the person in by hand`,
      );
    } else {
      alarms.clear("STALE_PERMIT");
      this.#eachOutput(read.lane, (output) => output.permit(outcome));
      read.cue("permit");
    }
  }

  /** Shows a re-read: the same verdict once more, without cue and without the gate (promise P8). */
  repeat(read: Read, shown: Verdict): void {
    const again: Verdict = {
      ...shown,
      readerId: read.readerId,
      message: `Already shown: ${shown.message}`,
      repeated: true,
    };
    this.#parts.publish(again);
    read.report(again);
  }

  #eachOutput(lane: string, act: (output: GateOutput) => void): void {
    const { outputs, noteOutputFailure } = this.#parts;
    for (const { lane: only, output } of outputs) {
      if (only === undefined || only === lane) safely(() => act(output), noteOutputFailure);
    }
  }

  #verdictOf(read: Read, outcome: Outcome, elapsedMs: number): Verdict {
    const { decision } = outcome;
    const saved = outcome.outcome !== "unsaved";
    const [first] = decision.tickets;
    return {
      scanId: saved ? outcome.scanId : `unsaved-${++this.#unsavedSoFar}`,
      readerId: read.readerId,
      lane: read.lane,
      token: maskedToken(read.barcode.token),
      direction: read.direction,
      decision: decision.outcome,
      status: decision.status,
      message: decision.message,
      source: decision.source,
      inDoubt: decision.inDoubt,
      ...(decision.exception && decision.outcome === "permit" ? { exception: { kind: decision.exception.kind } } : {}),
      tickets: decision.tickets,
      place: first?.place ?? null,
      eventId: first?.eventId ?? null,
      scanTimeMs: read.scanTimeMs,
      elapsedMs: Math.round(elapsedMs),
      repeated: false,
      saved,
    };
  }
}
