/** Every bound of the kiosk, with its reason. What happens at each is tested. */
export const LIMITS = {
  /** The longest token there is, every character of it escaped in JSON, and the rest of the body. */
  bodyBytes: 32 * 1024,
  /** A gate has a display a lane, an operator and perhaps a light tower; more is a client that forgets to close. */
  eventStreams: 32,
  /** What a display may leave unread before it is dropped. It connects again and gets the state at once. */
  eventBacklogBytes: 256 * 1024,
  /** A display that heard nothing for longer than two of these has lost the kiosk. */
  heartbeatMs: 5_000,
  /** Operators that are logged in at once; the one longest idle makes room. */
  sessions: 16,
  /** An operator who walked away is logged out. */
  sessionIdleMs: 30 * 60_000,
  /** A PIN of four digits has 10,000 values: after these mistakes in a row every further one costs a growing delay. */
  freePinAttempts: 5,
  pinDelayMs: 1_000,
  pinDelayMaxMs: 5 * 60_000,
  /** Journal entries in one answer: where not asked for, and at most. */
  journalEntries: 100,
  journalEntriesMax: 1_000,
  /** Journal entries read at one go; between two of them a waiting scan gets its turn. */
  journalPage: 200,
  /** How often the kiosk looks whether its journal is still in its place: what is saved elsewhere meanwhile is gone with a crash. */
  journalLookMs: 1_000,
  /** How long what was read of the journal is kept for the next report. */
  readingKeptMs: 60_000,
  /** Findings of one kind that a page is told of; the download of the report holds all. */
  findings: 200,
  /** Log that nobody reads is dropped beyond this: a stuck terminal must not stop a gate. */
  logBacklogBytes: 4 * 1024 * 1024,
  /** How long the end of the kiosk waits for the last lines of the log to be taken. */
  flushMs: 200,
  /** A request that is not complete by then is no operator's. */
  requestMs: 10_000,
  /** The engine stops within 2.5 s; what is not stopped by then is ended, to keep the promise of 3 s. */
  stopMs: 2_800,
  /** What a capture of a scanner keeps: hours of scanning, and no full disk where somebody forgets it. */
  captureBytes: 16 * 1024 * 1024,
  /** A million scans of a service, which are read at once. */
  serviceScansBytes: 384 * 1024 * 1024,
  /** A kiosk with more gates and towers than this is several kiosks. */
  outputs: 8,
} as const;
