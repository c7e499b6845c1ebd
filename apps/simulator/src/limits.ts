/** Every bound of the simulator, with its reason. */
export const LIMITS = {
  /** A Presence message. The largest is an upload; a thousand scans with long tokens stay well below. */
  messageBytes: 1024 * 1024,
  /** What the control surface takes at once: some fifty thousand tickets. More belong into a file. */
  controlBytes: 8 * 1024 * 1024,
  /** A list of tickets made for another venue is wrong in every line; the first few show it. */
  shownProblems: 20,
  /** Longer than any device waits. A fault that a test forgot should not hold a connection for an hour. */
  slowMs: 120_000,
  /** Scans that are read at once for a list: the list of a whole season is never in memory, and scans are answered in between. */
  listedAtOnce: 1_000,
  /** While the port is refused another program may take it for a moment: so often, and so far apart, it is tried again. */
  retakeAttempts: 20,
  retakePauseMs: 100,
  /** A serial line that is full is tried again so often, so far apart: whoever reads it may be busy for a moment. */
  lineAttempts: 100,
  linePauseMs: 10,
  /** A device gives up after 3 seconds; a crowd that is to be measured waits longer, so as to know how long it took. */
  crowdAnswerMs: 10_000,
  /** In one crowd, and in one of its seconds: every answer's time is held until its end. */
  crowdScans: 1_000_000,
  /** Each device of a crowd has a connection of its own. */
  crowdDevices: 1_000,
  /** Pages that watch at once. Each costs a connection that stays open. */
  watchers: 100,
  /** Changes are told together after this: a page need not know of every scan of a crowd on its own. */
  changesPauseMs: 50,
} as const;
