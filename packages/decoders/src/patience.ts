/** The earlier of two moments, each null where nothing is waited for. */
export function earlierMs(oneMs: number | null, otherMs: number | null): number | null {
  return oneMs === null || otherMs === null ? (oneMs ?? otherMs) : Math.min(oneMs, otherMs);
}

/**
 * How long to wait for the rest of a read. A call that comes more than twice as late as it was due means that the process itself
 * stood still, and that the rest may lie in the system's buffer: then the time is given once more.
 */
export class Patience {
  readonly #ms: number;
  /** Infinity where nothing is waited for: always a number, so that setting it makes no object, however often it is set. */
  #untilMs = Infinity;
  #graceGiven = false;

  constructor(ms: number) {
    this.#ms = ms;
  }

  /** When the waiting ends, by the caller's monotonic clock; null where nothing is waited for. */
  get untilMs(): number | null {
    return this.#untilMs === Infinity ? null : this.#untilMs;
  }

  /** Waits from now on. */
  start(nowMs: number): void {
    this.#untilMs = nowMs + this.#ms;
    this.#graceGiven = false;
  }

  stop(): void {
    this.#untilMs = Infinity;
    this.#graceGiven = false;
  }

  /** Whether the time is over; where it was not kept, it begins once more. */
  isOver(nowMs: number): boolean {
    if (nowMs < this.#untilMs) return false;
    if (nowMs < this.#untilMs + this.#ms || this.#graceGiven) return true;
    this.#untilMs = nowMs + this.#ms;
    this.#graceGiven = true;
    return false;
  }
}
