import type { Random, Time } from "@usher/core";
import { LIMITS } from "./limits.js";

/** The clocks and timers of this machine. */
export const REAL_TIME: Time = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (ms, fn) => {
    const timer = setTimeout(fn, Math.min(ms, LIMITS.timerMs));
    return () => clearTimeout(timer);
  },
};

/** Chance of this machine, for jitter. Never for secrets. */
export const REAL_RANDOM: Random = { next: () => Math.random() };
