const NANOSECONDS_PER_MS = 1e6;

/** Timers of Node hold no more, and go off at once where they are given more: 24.8 days. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * The clocks and timers of this machine, as the port `Time` of `@usher/core` wants them. The monotonic clock is the same for all
 * processes, so that they can tell each other ages.
 */
export const systemTime = {
  wallMs: (): number => Date.now(),
  monotonicMs: (): number => Number(process.hrtime.bigint()) / NANOSECONDS_PER_MS,
  after: (ms: number, fn: () => void): (() => void) => {
    const timer = setTimeout(fn, Math.min(ms, LONGEST_MS));
    return () => clearTimeout(timer);
  },
} as const;
