export const STORAGE_LIMITS = {
  /**
   * How long a write waits for somebody else's lock on the file (a database shell, a backup), in milliseconds. The engine stands
   * still meanwhile, and a person waits at the gate: short enough to answer within the 3 seconds, long enough for a checkpoint.
   */
  busyTimeoutMs: 500,
  /**
   * A file up to this is checked for damage as a whole before the gate scans; the journal in a larger one is not, as that is read
   * and checked entry by entry afterwards. About 50,000 scans, read within a second from a slow card.
   */
  checkedAtStartBytes: 64 * 1024 * 1024,
  /** After every so many entries the store notes up to where all is decided: a start reads no more than these. */
  settledEvery: 1_000,
  /** Journal entries that are read at once by whoever goes through all of it: about a megabyte in memory. */
  journalPage: 500,
  /** Journal entries that are checked or copied in one go beside live scans: some milliseconds, which nobody at a gate notices. */
  slice: 100,
  /** Entries looked up in a damaged file: more than a gate ever writes, and an end where the count itself is damaged. */
  salvagedEntries: 10_000_000,
} as const;
