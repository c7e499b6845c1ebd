import type { Checker } from "./checker.js";

/** A permit that comes later than this after its read opens nothing. */
const STALE_MS = 5_000;

/**
 * P13: the gate opens once for each permit that was kept before and is shown in time, in that very run, and for nothing else.
 */
export const openedForKeptPermits: Checker = ({ history }) => {
  const offences: string[] = [];
  const due = new Set<string>();
  let kept = new Set<string>();
  for (const moment of history.moments) {
    if (moment.kind === "booted") {
      kept = new Set();
      due.clear();
    }
    if (moment.kind === "kept" && moment.decision.outcome === "permit") kept.add(moment.scanId);
    if (moment.kind === "verdict") {
      const { scanId, decision, repeated, elapsedMs } = moment.verdict;
      if (decision !== "permit" || repeated) continue;
      if (!kept.has(scanId)) offences.push(`${scanId}: shown as a permit, and not kept`);
      if (elapsedMs <= STALE_MS) due.add(scanId);
    }
    if (moment.kind === "opened") {
      const { scanId } = moment.permit;
      if (!due.delete(scanId)) offences.push(`${scanId}: opened for no permit, or twice, or too late`);
    }
  }
  return [...offences, ...[...due].map((scanId) => `${scanId}: permitted, and the gate stayed shut`)];
};
