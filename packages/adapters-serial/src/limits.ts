/** What is taken from a serial line at once. */
export const LIMITS = {
  /** As much as the system's own buffer of a terminal line holds, so one read empties it. */
  chunkBytes: 4096,
} as const;
