import type { Time } from "@usher/core";

const NANOSECONDS_PER_MS = 1e6;

/** The clocks and timers of this machine. Its monotonic clock is the same for all processes, so that they can tell each other ages. */
export const REAL_TIME: Time = {
  wallMs: () => Date.now(),
  monotonicMs: () => Number(process.hrtime.bigint()) / NANOSECONDS_PER_MS,
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};
