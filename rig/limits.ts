/** How long things may take here. Generous: a guest without KVM on a loaded machine is slow, and only a hang must be caught. */
export const LIMITS = {
  /** One case, in milliseconds. */
  caseMs: 480_000,
  /** What a case waits for at a time. */
  eventuallyMs: 120_000,
  /** How long a process may take to end on a machine of its own, with all its devices open... */
  exitMs: 1_000,
  /** ... and how many empty programs' time besides, where the machine is slow: an emulated guest, and others beside it. */
  exitPrograms: 3,
  /** One suite, after which its process is killed. */
  suiteSeconds: 1_800,
  /** All suites of the guest with its start. */
  guestMs: 3_600_000,
} as const;
