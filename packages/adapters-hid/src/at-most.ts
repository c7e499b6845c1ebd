/** Runs work, but refuses it while so much of it is under way. */
export type Bounded = <Answer>(work: () => Promise<Answer>) => Promise<Answer>;

/** Bounds what waits at a device that takes nothing: beyond `limit` calls at a time each is refused with this message. */
export function atMost(limit: number, refusal: string): Bounded {
  let pending = 0;
  return async (work) => {
    if (pending >= limit) throw new Error(refusal);
    pending += 1;
    try {
      return await work();
    } finally {
      pending -= 1;
    }
  };
}
