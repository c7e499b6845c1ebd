import type { Scan } from "../../src/index.js";
import type { History, MomentOf } from "../world/history.js";

/** All that happened to one scan. Scans are told apart by everything in them, so that a copy off the disk is the same scan. */
export interface Story {
  readonly scan: Scan;
  readonly asked: MomentOf<"asked">[];
  readonly judged: MomentOf<"judged">[];
  readonly told: MomentOf<"told">[];
  readonly taken: MomentOf<"taken">[];
  kept: MomentOf<"kept"> | null;
  unkept: MomentOf<"unkept"> | null;
  verdict: MomentOf<"verdict"> | null;
  acknowledged: MomentOf<"acknowledged"> | null;
}

/** The stories of all scans, in the order in which the gate first did anything with them. */
export function storiesOf(history: History): readonly Story[] {
  const stories = new Map<string, Story>();
  const byId = new Map<string, Story>();
  const storyOf = (scan: Scan): Story => {
    const key = JSON.stringify(scan);
    const known = stories.get(key);
    if (known !== undefined) return known;
    const story = {
      scan,
      asked: [],
      judged: [],
      told: [],
      taken: [],
      kept: null,
      unkept: null,
      verdict: null,
      acknowledged: null,
    };
    stories.set(key, story);
    return story;
  };
  for (const moment of history.moments) {
    if (moment.kind === "asked") storyOf(moment.scan).asked.push(moment);
    if (moment.kind === "judged") storyOf(moment.scan).judged.push(moment);
    if (moment.kind === "told") storyOf(moment.scan).told.push(moment);
    if (moment.kind === "taken") for (const scan of moment.scans) storyOf(scan).taken.push(moment);
    if (moment.kind === "unkept") storyOf(moment.scan).unkept ??= moment;
    if (moment.kind === "kept") {
      const story = storyOf(moment.scan);
      story.kept = moment;
      byId.set(moment.scanId, story);
    }
    if (moment.kind === "verdict" && !moment.verdict.repeated) {
      const story = byId.get(moment.verdict.scanId);
      if (story !== undefined) story.verdict = moment;
    }
    if (moment.kind === "acknowledged") {
      for (const scanId of moment.scanIds) {
        const story = byId.get(scanId);
        if (story !== undefined) story.acknowledged = moment;
      }
    }
  }
  return [...stories.values()];
}

/** A scan in a complaint. */
export const named = ({ barcode, direction, lane, scanTimeMs }: Scan): string =>
  `${direction} of ${barcode.token} at lane ${lane}, ${scanTimeMs}`;
