import type { AsyncCommand } from "fast-check";
import { expect } from "vitest";
import { DEFAULT_TIMINGS } from "../../../src/index.js";
import type { Bench, Slowness } from "./bench.js";

/** Something that happens to a scanner on the bench. */
export type ReaderCommand = AsyncCommand<ReaderModel, Bench>;

/** What is known of one scanner: whether it can be opened, since when nothing happened to it, what it has read. */
interface KnownScanner {
  canBeOpened: boolean;
  wasOpen: boolean;
  ended: boolean;
  quietSinceMs: number;
  readonly reads: string[];
}

/** Two scanners, and whether the gate still runs. */
export class ReaderModel {
  stopped = false;
  readonly slowness: Slowness;
  readonly #scanners = new Map<string, KnownScanner>();

  constructor(slowness: Slowness) {
    this.slowness = slowness;
  }

  of(lane: string): KnownScanner {
    const fresh = { canBeOpened: true, wasOpen: false, ended: false, quietSinceMs: 0, reads: [] };
    const scanner = this.#scanners.get(lane) ?? fresh;
    this.#scanners.set(lane, scanner);
    return scanner;
  }

  /** After this long without a disturbance, a scanner that can be opened is open. */
  get patienceMs(): number {
    const { openMs, closeMs } = this.slowness;
    return DEFAULT_TIMINGS.readerRetryMaxMs + 2 * openMs + closeMs + 1;
  }
}

/** Whether the readers are what the model says, and every good read was delivered once, in its order. */
export function compare(model: ReaderModel, bench: Bench, lanes: readonly string[]): void {
  const { gate, time } = bench;
  for (const lane of lanes) {
    const scanner = model.of(lane);
    const shown = gate.verdicts.filter((verdict) => verdict.lane === lane).map(({ token }) => token);
    expect(shown).toEqual(scanner.reads);

    const status = bench.state(lane)?.status;
    if (model.stopped || scanner.ended) expect(status).toBe("closed");
    else if (!scanner.canBeOpened && !bench.scanner(lane).isOpen) expect(["opening", "backingOff"]).toContain(status);
    else if (time.monotonicMs() - scanner.quietSinceMs >= model.patienceMs) expect(status).toBe("open");
    if (status === "open") scanner.wasOpen = true;
  }
  if (model.stopped) return;
  const alarmed = gate.alarmCodes().includes("READER_LOST");
  const lost = (lane: string) =>
    model.of(lane).wasOpen && !model.of(lane).ended && bench.state(lane)?.status !== "open";
  if (lanes.some(lost)) expect(alarmed).toBe(true);
  if (lanes.every((lane) => ["open", "closed"].includes(bench.state(lane)?.status ?? ""))) expect(alarmed).toBe(false);
}
