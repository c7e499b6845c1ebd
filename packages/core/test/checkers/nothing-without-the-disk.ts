import type { Scan } from "../../src/index.js";
import type { Checker } from "./checker.js";
import { named, storiesOf } from "./stories.js";

/**
 * P9: nothing is sent that was not noted before, what the disk refuses lets nobody pass, and the denial that is shown instead
 * says that it was not saved.
 */
export const nothingWithoutTheDisk: Checker = ({ history }) => {
  const offences = storiesOf(history).flatMap(({ scan, unkept, kept, verdict, taken }) => {
    if (unkept === null) return [];
    const passed = verdict?.verdict.decision === "permit" || kept?.decision.outcome === "permit";
    return passed || taken.length > 0 ? [`${named(scan)}: not saved, and let pass`] : [];
  });
  for (const { verdict } of history.of("verdict")) {
    if (!verdict.saved && verdict.decision === "permit") offences.push(`${verdict.scanId}: a permit that is not saved`);
  }
  const begun = new Set<Scan>();
  for (const moment of history.moments) {
    if (moment.kind === "begun") begun.add(moment.scan);
    if (moment.kind === "asked" && !begun.has(moment.scan))
      offences.push(`${named(moment.scan)}: sent before it was noted`);
  }
  return offences;
};
