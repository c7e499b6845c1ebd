import { admittedWhenKept } from "./admissions.js";
import type { Checker } from "./checker.js";
import { allows, rememberedBy } from "./remembered.js";
import { named, storiesOf } from "./stories.js";

/**
 * P3: offline a ticket passes exactly if it is on the list, is not barred, and the gate's memory allows it by the rules. P14: one
 * that is not on the list passes exactly if the venue's allowance is not used up, and only recorded entries may exit.
 */
export const offlineByTheRules: Checker = (world) => {
  const { whenKept } = rememberedBy(world);
  const admitted = admittedWhenKept(world);
  return storiesOf(world.history).flatMap(({ scan, kept }) => {
    if (kept === null || kept.decision.source !== "offline") return [];
    const before = whenKept.get(JSON.stringify(scan));
    if (before === undefined) return [`${named(scan)}: decided twice`];
    const permitted = kept.decision.outcome === "permit";
    const listed = world.listed.has(scan.barcode.token);
    const allowed = allows(before, scan.direction, world.gate, listed ? world.offlineExits : "ledger");
    const isRoom = scan.direction === "exit" || (admitted.get(JSON.stringify(scan)) ?? 0) < world.maxUnknownTickets;
    const mayPass = (listed || (world.maxUnknownTickets > 0 && isRoom)) && before.bar === null && allowed;
    if (permitted === mayPass) return [];
    const why = `listed: ${listed}, barred: ${before.bar}, was ${before.place ?? "never seen"}`;
    return [`${named(scan)}: ${kept.decision.outcome} ${kept.decision.status} (${why})`];
  });
};
