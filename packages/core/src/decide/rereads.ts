import type { Direction, ScanId, Verdict } from "../domain/index.js";
import { LIMITS } from "../domain/limits.js";

/** What one lane has just shown, so that a second read of the same ticket is not a second scan (promise P8). */
export class Rereads {
  readonly #windowMs: number;
  readonly #shown = new Map<string, { verdict: Verdict; lastSeenMs: number }>();

  /** `windowMs` of 0 turns re-reads off. */
  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /**
   * Remembers a verdict. Where nothing was decided (`source: "device"`) the next read must be a new scan, so that is forgotten.
   */
  remember(ticketKey: string, verdict: Verdict, nowMs: number): void {
    const key = keyOf(ticketKey, verdict.direction);
    this.#shown.delete(key);
    if (this.#windowMs === 0 || verdict.source === "device") return;
    this.#shown.set(key, { verdict, lastSeenMs: nowMs });
    this.#forgetOldest();
  }

  /** The verdict that this read repeats, or null for a new scan. A hit slides the window. */
  recall(ticketKey: string, direction: Direction, nowMs: number): Verdict | null {
    const shown = this.#shown.get(keyOf(ticketKey, direction));
    if (shown === undefined || nowMs - shown.lastSeenMs > this.#windowMs) return null;
    shown.lastSeenMs = nowMs;
    return shown.verdict;
  }

  /** Forgets a scan, whose permit was annulled: the next read of its ticket is a new scan. */
  forget(scanId: ScanId): void {
    for (const [key, { verdict }] of this.#shown) if (verdict.scanId === scanId) this.#shown.delete(key);
  }

  #forgetOldest(): void {
    if (this.#shown.size <= LIMITS.rereadsPerLane) return;
    const [oldest] = this.#shown.keys();
    if (oldest !== undefined) this.#shown.delete(oldest);
  }
}

const keyOf = (ticketKey: string, direction: Direction) => `${direction} ${ticketKey}`;
