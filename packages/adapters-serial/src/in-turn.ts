import { LIMITS } from "./limits.js";

/**
 * Writes one after the other: what is written in several pieces must not have another write between them. A write that fails
 * fails alone. More than {@link LIMITS.pendingWrites} that wait are refused.
 */
export function inTurn(write: (bytes: Uint8Array) => Promise<void>): (bytes: Uint8Array) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let pending = 0;
  return async (bytes) => {
    if (pending >= LIMITS.pendingWrites) throw new Error("the device takes nothing that is written to it");
    pending += 1;
    const mine = last.catch(() => undefined).then(() => write(bytes));
    last = mine;
    try {
      await mine;
    } finally {
      pending -= 1;
    }
  };
}
