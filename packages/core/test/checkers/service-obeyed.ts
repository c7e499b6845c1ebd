import { isPermitting } from "../../src/index.js";
import type { Checker } from "./checker.js";
import { allows, rememberedBy } from "./remembered.js";
import { named, storiesOf } from "./stories.js";

/** From handing a scan over to the last byte of the answer. */
const LIMIT_MS = 3_000;

/**
 * P2: an online permit has a permitting answer of the service to that very scan, in time. Where the service had not yet taken
 * all permits of this gate, the gate's own memory agrees; otherwise what the service says is what happens.
 */
export const serviceObeyed: Checker = (world) => {
  const { whenKept, whenAsked } = rememberedBy(world);
  return storiesOf(world.history).flatMap(({ scan, asked, judged, told, kept }) => {
    if (kept === null || kept.decision.source !== "online") return [];
    const [question, verdict, answer] = [asked[0], judged[0], told[0]];
    const permitted = kept.decision.outcome === "permit";
    const reply = answer?.reply;
    if (question === undefined || answer === undefined || reply === undefined)
      return [`${named(scan)}: nobody was asked`];
    if (reply.kind !== "answered") return permitted ? [`${named(scan)}: permitted by ${reply.kind}`] : [];

    const saysYes = isPermitting(reply.status, scan.direction);
    const key = JSON.stringify(scan);
    const before = whenKept.get(key);
    const held = (whenAsked.get(key)?.held.size ?? 0) > 0;
    const agrees = before === undefined || allows(before, scan.direction, world.gate, world.offlineExits);
    if (permitted && !saysYes) return [`${named(scan)}: permitted, answered ${reply.status}`];
    if (permitted && verdict?.status !== reply.status)
      return [`${named(scan)}: the service never said ${reply.status}`];
    if (permitted && answer.atMs - question.atMs > LIMIT_MS) return [`${named(scan)}: permitted by a late answer`];
    if (permitted && held && !agrees) return [`${named(scan)}: permitted against what the service can't know yet`];
    if (!permitted && saysYes && !(held && !agrees)) return [`${named(scan)}: denied, answered ${reply.status}`];
    return [];
  });
};
