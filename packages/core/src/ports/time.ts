/**
 * Time, as the engine sees it. Real in an app, virtual in tests.
 *
 * `wallMs` is Unix time and may jump in either direction; it is written down and never used to measure. `monotonicMs` only
 * grows and is never written down. `after` calls `fn` once, `ms` milliseconds later by the monotonic clock (0: as soon as the
 * caller has finished, never within the call), unless the function that it returned was called before.
 */
export interface Time {
  wallMs(): number;
  monotonicMs(): number;
  after(ms: number, fn: () => void): () => void;
}

/** Chance, for jitter only: a number from 0 (included) to 1 (excluded). */
export interface Random {
  next(): number;
}
