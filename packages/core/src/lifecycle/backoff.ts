import type { Random } from "../ports/time.js";

/**
 * How long to wait before the next attempt: doubling from `firstMs` to at most `maxMs`, then jittered down to between half
 * and all of that, so that the devices of a venue do not come back in step.
 *
 * @param failures how many attempts have failed so far, at least 1
 */
export function backoffMs(failures: number, firstMs: number, maxMs: number, random: Random): number {
  const fullMs = Math.min(maxMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return fullMs * (0.5 + random.next() / 2);
}
