import type { Verdict } from "../../src/index.js";
import type { MomentOf } from "../world/history.js";
import type { World } from "../world/world.js";

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

/** What came of the reads: which verdict answers which, and how many reads or verdicts are left over in the last run. */
export interface Lines {
  readonly answered: readonly AnsweredRead[];
  readonly unanswered: number;
  readonly unasked: number;
}

/** Lane by lane, first come, first served. A read that finds its ticket in the line already joins that one. */
export function linesOf({ history, rereadWindowMs: windowMs }: World): Lines {
  const answered: AnsweredRead[] = [];
  let unasked = 0;
  const lanes = new Map<string, Lane>();
  let direction = "enter";
  for (const moment of history.moments) {
    if (moment.kind === "booted") {
      lanes.clear();
      direction = "enter";
    }
    if (moment.kind === "turned") direction = moment.direction;
    if (moment.kind === "read") {
      laneOf(lanes, moment.lane).join(moment, `${moment.direction ?? direction} ${moment.token}`, windowMs);
    }
    if (moment.kind === "annulled") for (const lane of lanes.values()) lane.forget(moment.scanId);
    if (moment.kind === "verdict") {
      const one = laneOf(lanes, moment.verdict.lane).leave(moment.verdict, moment.atMs, windowMs);
      if (one === null) unasked += 1;
      else answered.push(one);
    }
  }
  const unanswered = [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0);
  return { answered, unanswered, unasked };
}

function laneOf(lanes: Map<string, Lane>, id: string): Lane {
  const lane = lanes.get(id) ?? new Lane();
  lanes.set(id, lane);
  return lane;
}

class Lane {
  readonly #line: WaitingRead[] = [];
  readonly #shown = new Map<string, { verdict: Verdict; lastSeenMs: number }>();

  get length(): number {
    return this.#line.length;
  }

  join({ manual, atMs, wallMs }: MomentOf<"read">, key: string, windowMs: number): void {
    const joins = !manual && windowMs > 0 && this.#line.some((waiting) => waiting.key === key);
    if (!joins) this.#line.push({ key, manual, atMs, wallMs });
  }

  /** The permit was annulled: its ticket may be scanned anew at once. */
  forget(scanId: string): void {
    for (const [key, { verdict }] of this.#shown) if (verdict.scanId === scanId) this.#shown.delete(key);
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
