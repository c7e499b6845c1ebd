import type { Verdict } from "../../src/index.js";
import type { History, Moment } from "../world/history.js";
import type { Checker } from "./checker.js";

interface WaitingRead {
  readonly key: string;
  readonly manual: boolean;
  readonly atMs: number;
  readonly wallMs: number;
}

/** A verdict, and the read that it answers. Reads that joined another one have no verdict of their own. */
export interface AnsweredRead {
  readonly read: WaitingRead;
  readonly verdict: Verdict;
  readonly atMs: number;
  /** The verdict that the read came too soon after to be a scan of its own; null for a new scan. */
  readonly repeats: Verdict | null;
}

/** Lane by lane, first come, first served: which verdict answers which read, and whether it should repeat an earlier one. */
export function answeredReads(history: History, windowMs: number): readonly AnsweredRead[] {
  const answered: AnsweredRead[] = [];
  const lanes = new Map<string, Lane>();
  let direction = "enter";
  for (const moment of history.moments) {
    if (moment.kind === "booted") {
      lanes.clear();
      direction = "enter";
    }
    if (moment.kind === "turned") direction = moment.direction;
    if (moment.kind === "read") laneOf(lanes, moment.lane).join(moment, `${direction} ${moment.token}`, windowMs);
    if (moment.kind === "verdict") {
      const one = laneOf(lanes, moment.verdict.lane).leave(moment.verdict, moment.atMs, windowMs);
      if (one !== null) answered.push(one);
    }
  }
  return answered;
}

function laneOf(lanes: Map<string, Lane>, id: string): Lane {
  const lane = lanes.get(id) ?? new Lane();
  lanes.set(id, lane);
  return lane;
}

class Lane {
  readonly #line: WaitingRead[] = [];
  readonly #shown = new Map<string, { verdict: Verdict; lastSeenMs: number }>();

  join({ manual, atMs, wallMs }: Extract<Moment, { kind: "read" }>, key: string, windowMs: number): void {
    const joins = !manual && windowMs > 0 && this.#line.some((waiting) => waiting.key === key);
    if (!joins) this.#line.push({ key, manual, atMs, wallMs });
  }

  leave(verdict: Verdict, atMs: number, windowMs: number): AnsweredRead | null {
    const read = this.#line.shift();
    if (read === undefined) return null;
    const shown = this.#shown.get(read.key);
    const again = !read.manual && shown !== undefined && read.atMs - shown.lastSeenMs <= windowMs;
    if (again) shown.lastSeenMs = read.atMs;
    else if (verdict.source === "device") this.#shown.delete(read.key);
    else if (windowMs > 0) this.#shown.set(read.key, { verdict, lastSeenMs: atMs });
    return { read, verdict, atMs, repeats: again ? shown.verdict : null };
  }
}

/**
 * P8: a read of a ticket that the lane has just shown is the same scan: the same verdict once more, marked as repeated, with
 * nothing asked, kept, cued or opened. Any other read is a scan of its own.
 */
export const rereadsShownAgain: Checker = ({ history, rereadWindowMs }) => {
  const answered = answeredReads(history, rereadWindowMs);
  const offences = answered.flatMap(({ verdict, repeats, atMs }) => {
    if (repeats === null)
      return verdict.repeated ? [`${verdict.scanId} at ${atMs} ms: a new scan taken for a re-read`] : [];
    if (verdict.repeated && verdict.scanId === repeats.scanId && verdict.decision === repeats.decision) return [];
    return [`${verdict.scanId} at ${atMs} ms: a re-read of ${repeats.scanId} taken for a new scan`];
  });
  const shown = history.of("verdict").length;
  if (answered.length !== shown) offences.push(`${shown} verdicts for ${answered.length} reads`);
  const scans = answered.filter(({ repeats }) => repeats === null);
  const cues = history.of("cued").length;
  const expected = scans.filter(({ read }) => !read.manual).length;
  if (cues !== expected) offences.push(`${cues} cues for ${expected} scans`);
  return offences;
};
