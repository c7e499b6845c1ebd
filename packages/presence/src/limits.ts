/** Every limit of the wire, with its reason. Time limits of calls are the engine's, not ours. */
export const LIMITS = {
  /** An envelope holds a few hundred bytes. What is larger is no answer of this service, and must not fill a kiosk's memory. */
  answerBytes: 1024 * 1024,

  /** What a service takes in one upload. Devices send at most 200; the room above lets other people's batches through. */
  uploadScans: 1000,

  /** Faults named in one BAD_REQUEST. A hundred equal faults say no more than the first few. */
  namedFaults: 5,
} as const;
