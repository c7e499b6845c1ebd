/** Every limit of the wire, with its reason. Time limits of calls are the engine's: it says so by the signal. */
export const LIMITS = {
  /** An envelope holds a few hundred bytes. What is larger is no answer of this service, and must not fill a kiosk's memory. */
  answerBytes: 1024 * 1024,

  /** What a service takes in one upload. Devices send at most 200; the room above lets other people's batches through. */
  uploadScans: 1000,

  /** Faults named in one BAD_REQUEST. A hundred equal faults say no more than the first few. */
  namedFaults: 5,

  /**
   * An idle connection is dropped after this time, or a little before the end that the service announces, but never kept
   * longer than the second figure. A request on a connection that the other side (or a NAT between) has given up ends in
   * doubt, so a new handshake is the cheaper evil.
   */
  idleConnectionMs: 4_000,
  idleConnectionMaxMs: 30_000,

  /** Longer than any call may take: it only clears away attempts to connect whose callers have long been told. */
  connectAttemptMs: 35_000,

  /**
   * Before the next address of a name is tried. Node's own 250 ms is less than a round trip in a full stadium; more would
   * spend the 3 seconds of an entry on a broken IPv6 route.
   */
  nextAddressMs: 500,

  /** A key shorter than this can't be told from an ordinary word, so it is not looked for in the service's answers. */
  redactableKeyLength: 8,
} as const;
