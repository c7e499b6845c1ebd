import type { Time } from "../ports/time.js";

/** XState's clock, run by the engine's time. */
export function clockOf(time: Time) {
  return {
    setTimeout: (fn: () => void, ms: number) => time.after(ms, fn),
    clearTimeout: (cancel: (() => void) | undefined) => cancel?.(),
  };
}
