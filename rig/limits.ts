/** How long things may take here. Generous: a guest without KVM on a loaded machine is slow, and only a hang must be caught. */
export const LIMITS = {
  /** One case, in milliseconds. */
  caseMs: 60_000,
  /** What a case waits for at a time. */
  eventuallyMs: 20_000,
  /** One suite, after which its process is killed. */
  suiteSeconds: 240,
  /** All suites of the guest with its start. */
  guestMs: 540_000,
} as const;
