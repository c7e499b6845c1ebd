import type { Checker } from "./checker.js";

/** P5: in the end only malformed scans lie in quarantine, and each that is malformed does: nothing else was held up by it. */
export const onlyTheMalformed: Checker = ({ history, venue }) => {
  const tokens = new Map<string, string>();
  const lying = new Set<string>();
  for (const moment of history.moments) {
    if (moment.kind === "kept") tokens.set(moment.scanId, moment.scan.barcode.token);
    if (moment.kind === "quarantined") for (const scanId of moment.scanIds) lying.add(scanId);
    if (moment.kind === "annulled") lying.delete(moment.scanId);
    if (moment.kind === "requeued") for (const scanId of moment.scanIds) lying.delete(scanId);
  }
  return [...lying].flatMap((scanId) => {
    const token = tokens.get(scanId) ?? "";
    return venue.malformed.has(token) ? [] : [`${scanId} (${token}) lies in quarantine and is well formed`];
  });
};
