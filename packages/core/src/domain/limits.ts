/** Every bound of the engine, with its reason. What happens at each is tested. */
export const LIMITS = {
  /** A longer code is noise: no ticketing symbol holds as much (QR: 7,089 digits are never a ticket). */
  tokenLength: 4_096,
  /** Reads that wait in one lane. A line of people can't be longer than this before somebody looks at the gate. */
  waitingPerLane: 256,
  /** Who waited longer than this has walked on or scanned again: the answer would meet the wrong person. */
  staleReadMs: 2_000,
  /** A check that takes longer is told: its person must not take the verdict before for the own, nor think nothing was read. */
  slowCheckMs: 500,
  /** A permit that comes later than this after its read is shown, but opens no gate: somebody else may stand there. */
  stalePermitMs: 5_000,
  /** Re-reads that one lane remembers at once: more different tickets than pass in any sensible window. */
  rereadsPerLane: 64,
  /** Scans in one upload. */
  uploadBatch: 200,
  /** Lone scans refused in a row, none accepted: it is the format and not the scans. */
  loneRefusals: 8,
  /** Errors in a row, from the service as a whole, until support must be called. */
  errorsUntilSupport: 3,
  /** After an abort a service settles at once; one that doesn't is given up after this. */
  abortGraceMs: 200,
  /** Scans that are found malformed make a busy gate ask whether the service knows it still; not each of them does. */
  questionPauseMs: 10_000,
  /** An upload waits this long for the lanes to fall silent, then goes ahead: uploads must not starve either. */
  uploadPatienceMs: 2_000,
  /** Scanners that auto-detection makes readers of; at more, the one longest gone makes room. No gate has as many lanes. */
  autoReaders: 16,
  /** A driver that looks for scanners for longer than this is not waited for: its scanners stay as they were. */
  lookForScannersMs: 5_000,
  /** Closing a reader, at a stop (which ends within 2.5 s) or before it is opened again. */
  closeReadersMs: 1_500,
  /** A scanner whose opening takes longer hangs, for all that can be told, and the operator hears of it; others take under a second. */
  openReaderMs: 10_000,
  /** A service that asks to be left alone for longer than this is asked again all the same: scans are waiting. */
  retryAfterMs: 600_000,
  /** The role in whose name an operator acts: a word or two. */
  roleLength: 60,
  /** Why an operator acts: a sentence for the journal, not a letter. */
  reasonLength: 500,
  /** By what an operator asked: a word or two. */
  meansLength: 60,
  /** What timers of Node and of browsers can take; at more they go off at once. 24.8 days. */
  timerMs: 2 ** 31 - 1,
  /** Difference to the service's clock from which on the clock is plainly wrong. */
  clockSkewMs: 30_000,
} as const;
