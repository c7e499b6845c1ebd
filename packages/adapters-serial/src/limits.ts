/** How much is read from a serial line at once, and how much may wait to be written to it. */
export const LIMITS = {
  /** As much as the system's own buffer of a terminal line holds, so one read empties it. */
  chunkBytes: 4096,
  /** Replies and cues are a few bytes each; a device that left this many lie takes none at all, and more would only pile up. */
  pendingWrites: 64,
  /** An answer repeats the command, a few dozen bytes, and says whether it was taken. */
  answerBytes: 512,
  /** A scanner answers a command within some 10 ms; what comes a second later is a read. */
  answerMs: 1000,
  /** Honeywell's trigger lets go by itself after 30 s, others sooner; a gate is dead for no longer than this. */
  pullMs: 5000,
  /** Three bytes at 1200 baud are written in 25 ms. */
  releaseMs: 100,
} as const;
