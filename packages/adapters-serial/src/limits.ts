/** How much is read from a serial line at once, and how much may wait to be written to it. */
export const LIMITS = {
  /** As much as the system's own buffer of a terminal line holds, so one read empties it. */
  chunkBytes: 4096,
  /** Replies and cues are a few bytes each; a device that left this many lie takes none at all, and more would only pile up. */
  pendingWrites: 64,
} as const;
