import type { Checker } from "./checker.js";

/** What waits at a kiosk in a quiet world: a probe, a reader, some delays. Far below anything that grows with the day. */
const TIMERS_PER_KIOSK = 20;

/** Nothing piles up over a day: in the healed world only a handful of timers wait. */
export const unbounded: Checker = {
  name: "unbounded",
  promises: ["P11"],
  check: ({ kiosks, timersWaiting }) =>
    timersWaiting <= TIMERS_PER_KIOSK * kiosks.length
      ? []
      : [{ checker: unbounded.name, message: `${timersWaiting} timers wait at the end of the day`, about: [] }],
  canary: { afterVerdict: (kiosk) => kiosk.leakTimer() },
};
