import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Time } from "@usher/core";
import { LIMITS } from "../limits.js";

/** What came of an attempt. While attempts are held back even the right PIN is not looked at. */
export type PinAttempt = { readonly kind: "right" | "wrong" } | { readonly kind: "heldBack"; readonly waitMs: number };

/**
 * Compares PINs in constant time and slows down guessing. Mistakes are counted for the kiosk as a whole: who stands at a gate
 * can open as many browsers as he likes.
 */
export class PinGuard {
  readonly #time: Time;
  readonly #salt = randomBytes(32);
  readonly #digest: Buffer;
  #mistakes = 0;
  #heldBackUntilMs = Number.NEGATIVE_INFINITY;

  constructor(pin: string, time: Time) {
    this.#time = time;
    this.#digest = this.#digestOf(pin);
  }

  attempt(pin: string): PinAttempt {
    const nowMs = this.#time.monotonicMs();
    if (nowMs < this.#heldBackUntilMs) return { kind: "heldBack", waitMs: this.#heldBackUntilMs - nowMs };
    if (timingSafeEqual(this.#digestOf(pin), this.#digest)) {
      this.#mistakes = 0;
      return { kind: "right" };
    }
    this.#mistakes += 1;
    this.#heldBackUntilMs = nowMs + delayMs(this.#mistakes);
    return { kind: "wrong" };
  }

  #digestOf(pin: string): Buffer {
    return createHmac("sha256", this.#salt).update(pin).digest();
  }
}

/** How long the next attempt is held back after so many mistakes in a row. */
function delayMs(mistakes: number): number {
  if (mistakes < LIMITS.freePinAttempts) return 0;
  return Math.min(LIMITS.pinDelayMs * 2 ** (mistakes - LIMITS.freePinAttempts), LIMITS.pinDelayMaxMs);
}
