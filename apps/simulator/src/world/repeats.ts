/** Tells a request that repeats an earlier one within a window. Durations are monotonic. */
export interface Repeats {
  /** Whether this key was asked less than the window ago; if not, it counts as asked now. */
  isRepeat(key: string, nowMs: number): boolean;
}

/** `windowMs` 0: nothing is ever a repeat. A repeat does not lengthen the window. */
export function createRepeats(windowMs: number): Repeats {
  // A Map keeps its order, so the oldest stand in front: it never holds more than one window's keys.
  const askedMs = new Map<string, number>();
  return {
    isRepeat: (key, nowMs) => {
      for (const [oldest, atMs] of askedMs) {
        if (nowMs - atMs < windowMs) break;
        askedMs.delete(oldest);
      }
      if (windowMs === 0) return false;
      if (askedMs.has(key)) return true;
      askedMs.set(key, nowMs);
      return false;
    },
  };
}
