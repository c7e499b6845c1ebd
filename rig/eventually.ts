import { setTimeout as sleep } from "node:timers/promises";
import { LIMITS } from "./limits.js";

const POLL_MS = 20;

/** Waits until something is the case, and hands it over. Where it never is, fails and says what was waited for. */
export async function eventually<Found>(
  what: string,
  look: () => Found | Promise<Found>,
): Promise<Exclude<Found, false | null | undefined>> {
  const deadlineMs = performance.now() + LIMITS.eventuallyMs;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined)
      return found as Exclude<Found, false | null | undefined>;
    if (performance.now() > deadlineMs) throw new Error(`waited in vain: ${what}`);
    await sleep(POLL_MS);
  }
}
