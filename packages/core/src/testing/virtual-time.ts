import type { Random, Time } from "../ports/time.js";

/** How many rounds of microtasks a step lets pass: more than any chain of promises in the engine is long. */
const SETTLING_ROUNDS = 64;

/**
 * Time that stands still until a test moves it. After every timer promises may settle, so that an answer that is there at
 * 2.7 s beats the time-out at 3 s. The wall clock can be set to jump; the monotonic one can't.
 */
export class VirtualTime implements Time {
  #nowMs = 0;
  #wallOffsetMs: number;
  #sequence = 0;
  readonly #timers = new Map<number, { atMs: number; fn: () => void }>();

  /** `startWallMs` is the Unix time at monotonic 0. */
  constructor(startWallMs = 1_780_000_000_000) {
    this.#wallOffsetMs = startWallMs;
  }

  wallMs(): number {
    return this.#wallOffsetMs + this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(ms: number, fn: () => void): () => void {
    const id = this.#sequence++;
    this.#timers.set(id, { atMs: this.#nowMs + Math.max(0, ms), fn });
    return () => void this.#timers.delete(id);
  }

  /** How many timers wait: for tests that nothing is left behind. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets the wall clock jump, forwards or backwards. */
  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }

  /** Lets promises settle, and timers that are due. */
  async settle(): Promise<void> {
    await this.advance(0);
  }

  /** Moves on by `ms`, timer by timer. */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    await settlePromises();
    for (let due = this.#nextDue(endMs); due !== undefined; due = this.#nextDue(endMs)) {
      const [id, timer] = due;
      this.#timers.delete(id);
      this.#nowMs = Math.max(this.#nowMs, timer.atMs);
      timer.fn();
      await settlePromises();
    }
    this.#nowMs = endMs;
  }

  /** The earliest timer up to `endMs`; of equal ones the one that was set first. */
  #nextDue(endMs: number): [number, { atMs: number; fn: () => void }] | undefined {
    let next: [number, { atMs: number; fn: () => void }] | undefined;
    for (const entry of this.#timers) {
      if (entry[1].atMs <= endMs && (next === undefined || entry[1].atMs < next[1].atMs)) next = entry;
    }
    return next;
  }
}

async function settlePromises(): Promise<void> {
  for (let round = 0; round < SETTLING_ROUNDS; round++) await Promise.resolve();
}

/** Chance that a seed repeats (mulberry32). */
export class SeededRandom implements Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}
