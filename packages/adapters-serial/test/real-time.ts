import type { Time } from "@usher/core";

/** The machine's own clock, for tests on real devices. */
export const realTime: Time = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, ms);
    return () => clearTimeout(timer);
  },
};
