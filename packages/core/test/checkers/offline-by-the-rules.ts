import type { Checker } from "./checker.js";
import { allows, rememberedBy } from "./remembered.js";
import { named, storiesOf } from "./stories.js";

/** P3: offline a ticket passes exactly if it is on the list, is not barred, and the gate's memory allows it by the rules. */
export const offlineByTheRules: Checker = (world) => {
  const { whenKept } = rememberedBy(world);
  return storiesOf(world.history).flatMap(({ scan, kept }) => {
    if (kept === null || kept.decision.source !== "offline") return [];
    const before = whenKept.get(JSON.stringify(scan));
    if (before === undefined) return [`${named(scan)}: decided twice`];
    const permitted = kept.decision.outcome === "permit";
    const listed = world.listed.has(scan.barcode.token);
    const allowed = allows(before, scan.direction, world.gate, world.offlineExits);
    const mayPass = listed && before.bar === null && allowed;
    if (permitted === mayPass) return [];
    const why = `listed: ${listed}, barred: ${before.bar}, was ${before.place ?? "never seen"}`;
    return [`${named(scan)}: ${kept.decision.outcome} ${kept.decision.status} (${why})`];
  });
};
