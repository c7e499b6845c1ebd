/** How long things may take here. Generous: a guest without KVM on a loaded machine is slow, and only a hang must be caught. */
export const LIMITS = {
  /** One case, in milliseconds. */
  caseMs: 120_000,
  /** What a case waits for at a time. */
  eventuallyMs: 20_000,
  /** How long a process may take to end. A second on a real machine; the guest is emulated, and many run beside it. */
  exitMs: 3_000,
  /** One suite, after which its process is killed. */
  suiteSeconds: 240,
  /** All suites of the guest with its start. */
  guestMs: 540_000,
} as const;
