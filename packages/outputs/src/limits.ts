/** Every bound of the outputs, with its reason. What happens at each is tested. */
export const LIMITS = {
  /** Permits that wait for their turn at one gate. More people than this do not stand between a scanner and its gate. */
  waitingPermits: 8,
  /** A permit whose turn comes later than this opens nothing: its person has walked on or went through behind another. */
  permitMs: 10_000,
  /** Longer pulses and gaps would make the next permit too old before its turn. */
  pulseMaxMs: 5_000,
  gapMaxMs: 5_000,
  /** Nobody stands in an unlocked turnstile for longer; and everybody behind waits meanwhile. */
  passMaxMs: 10_000,
  /** A light that shows a verdict for longer shows it to the next person. */
  lightMaxMs: 10_000,
  /** A board that does not take a command within this is taken for lost, opened anew and closed down. */
  commandMs: 1_000,
  /** Small controllers lose a command that comes in one breath with the one before. */
  commandGapMs: 20,
  /** How often the line of a turnstile's contact is read: a turn closes it for over 100 ms. */
  contactPollMs: 20,
  /** A lost board is opened again: first after this, later at most `reopenMaxMs` apart. The same for a holder that died. */
  reopenMs: 250,
  reopenMaxMs: 5_000,
  /** Outputs of one board: the largest ones that are told by a channel number at all have 32 relays, and a gate has four. */
  outputsPerBoard: 8,
  /** A line between kiosk and holder. The settings, the longest, stay well below. */
  lineBytes: 32_768,
  /** One command of a board that is told in its own words or bytes. The longest known has 20. */
  commandLength: 128,
  /** What may wait to be written to a holder that reads nothing: some hundred permits. Beyond, permits open nothing. */
  backlogBytes: 16_384,
  /** A holder is asked for a sign of life this often; one that owes this many is killed and started anew. */
  pingMs: 1_000,
  owedPings: 5,
  /** As many are forgiven before its first one: a small machine under load takes its time to start a process. */
  owedAtStart: 60,
  /** A board that is neither ready nor in trouble so long after its holder's first sign of life hangs. Others take about a second. */
  readyMs: 10_000,
  /** How long a holder whose kiosk is gone goes on trying to close the gate on a board that does not obey. */
  endMs: 10_000,
  /** A holder that waits for a system call which never comes back ends all the same, before a person wonders what it is. */
  giveUpMs: 30_000,
  /** How long the end of a kiosk waits for a holder to have closed its gate. The holder goes on by itself after that. */
  closeMs: 1_500,
  /** What a holder says of its trouble. Our own messages stay well below. */
  wordsLength: 1_000,
  /** Of what a dying holder writes to its standard error, this much goes into the log. */
  lastWordsBytes: 2_048,
} as const;
