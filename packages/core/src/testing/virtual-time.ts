import type { Random, Time } from "../ports/time.js";

/** How many rounds of microtasks a step lets pass: more than any chain of promises in the engine is long. */
const SETTLING_ROUNDS = 64;

/**
 * Time that stands still until a test moves it. After every timer promises may settle, so that an answer that is there at
 * 2.7 s beats the time-out at 3 s. The wall clock can be set to jump; the monotonic one can't.
 */
export class VirtualTime implements Time {
  /** How many timers were called. */
  steps = 0;
  #nowMs = 0;
  #wallOffsetMs: number;
  #sequence = 0;
  #waiting = 0;
  readonly #settlePromises: () => Promise<void>;
  /** A binary heap: whatever is due next stands first. Cancelled timers stay until it is their turn. */
  readonly #timers: Timer[] = [];

  /**
   * @param startWallMs the Unix time at monotonic 0
   * @param settle lets promises settle; a runtime's own way, such as a turn of its event loop, is surer than counting microtasks
   */
  constructor(startWallMs = 1_780_000_000_000, settle: () => Promise<void> = settlePromises) {
    this.#wallOffsetMs = startWallMs;
    this.#settlePromises = settle;
  }

  wallMs(): number {
    return this.#wallOffsetMs + this.#nowMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  after(ms: number, fn: () => void): () => void {
    const timer: Timer = { atMs: this.#nowMs + Math.max(0, ms), sequence: this.#sequence++, fn };
    this.#waiting += 1;
    this.#timers.push(timer);
    this.#rise(this.#timers.length - 1);
    return () => {
      if (timer.fn === null) return;
      timer.fn = null;
      this.#waiting -= 1;
    };
  }

  /** How many timers wait: for tests that nothing is left behind. */
  get waiting(): number {
    return this.#waiting;
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
    await this.#settlePromises();
    for (let due = this.#timers[0]; due !== undefined && due.atMs <= endMs; due = this.#timers[0]) {
      this.#takeFirst();
      const { fn } = due;
      if (fn === null) continue;
      due.fn = null;
      this.#waiting -= 1;
      this.steps += 1;
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      fn();
      await this.#settlePromises();
    }
    this.#nowMs = endMs;
  }

  #rise(start: number): void {
    for (let index = start; index > 0;) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfLater(parent, index)) return;
      index = parent;
    }
  }

  #takeFirst(): void {
    const last = this.#timers.pop();
    if (last === undefined || this.#timers.length === 0) return;
    this.#timers[0] = last;
    for (let index = 0; ;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = this.#isLater(left, right) ? right : left;
      if (child >= this.#timers.length || !this.#swapIfLater(index, child)) return;
      index = child;
    }
  }

  #swapIfLater(one: number, other: number): boolean {
    if (!this.#isLater(one, other)) return false;
    [this.#timers[one], this.#timers[other]] = [this.#timers[other] as Timer, this.#timers[one] as Timer];
    return true;
  }

  /** Of two timers for the same moment the one that was set first comes first. */
  #isLater(one: number, other: number): boolean {
    const [a, b] = [this.#timers[one], this.#timers[other]];
    if (a === undefined || b === undefined) return false;
    return a.atMs > b.atMs || (a.atMs === b.atMs && a.sequence > b.sequence);
  }
}

/** `fn` is null once it was called or cancelled. */
interface Timer {
  readonly atMs: number;
  readonly sequence: number;
  fn: (() => void) | null;
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
