import { expect } from "vitest";

/** Far beyond what a busy machine needs, so that only what never comes fails. */
const DEADLINE_MS = 15_000;

/** Expects something of a value that is not so yet. */
export function eventually<Value>(read: () => Value) {
  return expect.poll(read, { timeout: DEADLINE_MS, interval: 10 });
}
