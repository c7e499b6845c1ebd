/** How much of a scanner's talk is held in memory, and how long it may pause within one read. */
export const LIMITS = {
  /** The longest symbol is a QR code of 7,089 digits; prefix, identifier and suffix fit beside it. */
  frameBytes: 8192,
  /** A scanner at 9,600 baud sends a byte a millisecond; gaps of 50 to 100 ms mean that it has finished. */
  quietMs: 100,
} as const;
