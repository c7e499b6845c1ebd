import type { Checker } from "./checker.js";
import { linesOf } from "./lines.js";

/**
 * P8: a read of a ticket that the lane has just shown is the same scan: the same verdict once more, marked as repeated, with
 * nothing asked, kept, cued or opened. Any other read is a scan of its own.
 */
export const rereadsShownAgain: Checker = (world) => {
  const { answered } = linesOf(world);
  const offences = answered.flatMap(({ verdict, repeats, atMs }) => {
    if (repeats === null)
      return verdict.repeated ? [`${verdict.scanId} at ${atMs} ms: a new scan taken for a re-read`] : [];
    if (verdict.repeated && verdict.scanId === repeats.scanId && verdict.decision === repeats.decision) return [];
    return [`${verdict.scanId} at ${atMs} ms: a re-read of ${repeats.scanId} taken for a new scan`];
  });
  const scans = answered.filter(({ repeats }) => repeats === null);
  const cues = world.history.of("cued").length;
  const expected = scans.filter(({ read }) => !read.manual).length;
  if (cues !== expected) offences.push(`${cues} cues for ${expected} scans`);
  return offences;
};
