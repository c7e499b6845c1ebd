/**
 * How often a property runs: `count` times, multiplied by the environment variable USHER_RUNS (a whole number, default 1). The
 * numbers in the tests are such that a commit waits seconds; a night can afford a thousand times as many. Where a property
 * fails, fast-check prints its seed and path.
 */
export function runs(count: number): { readonly numRuns: number } {
  const times = Number(process.env["USHER_RUNS"] ?? 1);
  if (!Number.isInteger(times) || times < 1) {
    throw new RangeError(`USHER_RUNS is "${process.env["USHER_RUNS"]}": it must be a whole number from 1 on`);
  }
  return { numRuns: count * times };
}
