import type { Decision, Scan, StoreCounts } from "@usher/core";
import type { Begun } from "./begun.js";
import { admitsUnknown, stateOf } from "./projection.js";
import type { Queries } from "./queries.js";

/** What the store counts. It is asked for at every scan, and counting grows with the queue: so a scan only changes it. */
export interface Tally {
  readonly counts: StoreCounts;
  readonly admittedUnknown: number;
}

/** Counts anew. */
export function tallyOf({ counts, admittedUnknown }: Queries, begun: Begun): Tally {
  const decided = counts.get() as StoreCounts;
  return {
    counts: { ...decided, inDoubt: decided.inDoubt + begun.size },
    admittedUnknown: admittedUnknown.get() as number,
  };
}

export function tallyAfterBegun({ counts, admittedUnknown }: Tally): Tally {
  return { counts: { ...counts, inDoubt: counts.inDoubt + 1 }, admittedUnknown };
}

export function tallyAfterDecided(before: Tally, scan: Scan, decision: Decision, wasBegun: boolean): Tally {
  const { pending, quarantined, inDoubt } = before.counts;
  const isPending = stateOf(decision) === "pending";
  return {
    counts: {
      pending: pending + Number(isPending),
      quarantined,
      inDoubt: inDoubt + Number(decision.inDoubt) - Number(wasBegun),
    },
    admittedUnknown: before.admittedUnknown + Number(isPending && admitsUnknown(scan, decision)),
  };
}
