import type { World } from "../world/world.js";
import type { Checker } from "./checker.js";
import { named, storiesOf, type Story } from "./stories.js";

/**
 * P7: a scan that found the service unreachable is decided offline at that moment, in doubt if it was sent. It is never asked
 * again, and where it was denied it is never uploaded. One that was interrupted is denied at the next start, in doubt. And a
 * denial of a ticket in doubt says so.
 */
export const doubtIsAMark: Checker = (world) => {
  const stories = storiesOf(world.history);
  return stories.flatMap((story) => [...offencesOf(story, world), ...unsaidDoubt(story, stories)]);
};

function offencesOf({ scan, asked, told, kept, unkept, taken }: Story, world: World): readonly string[] {
  const offences: string[] = [];
  if (asked.length > 1) offences.push(`${named(scan)}: asked ${asked.length} times`);
  if (kept?.decision.outcome === "deny" && taken.length > 0) offences.push(`${named(scan)}: denied and uploaded`);

  const [answer] = told;
  const interrupted = asked.length > 0 && (answer === undefined || isStopping(world, answer.order));
  if (interrupted && unkept === null) {
    const { outcome, inDoubt } = kept?.decision ?? {};
    if (outcome !== "deny" || !inDoubt) offences.push(`${named(scan)}: interrupted, then ${outcome ?? "forgotten"}`);
  }
  if (!interrupted && answer?.reply.kind === "unreachable") {
    const { sent } = answer.reply;
    const decided = unkept ?? kept; // what the disk refused then is closed at the next start
    const { source, inDoubt } = decided?.decision ?? {};
    const asPromised = source === "offline" && inDoubt === sent && decided?.atMs === answer.atMs;
    if (!asPromised) offences.push(`${named(scan)}: unreachable (sent: ${sent}) and not decided offline then`);
  }
  return offences;
}

/** Whether the gate was being stopped then: what is in hand is left to the next start. */
function isStopping({ history }: World, order: number): boolean {
  const last = history.moments.findLast(
    (moment) => moment.order < order && (moment.kind === "stopping" || moment.kind === "booted"),
  );
  return last?.kind === "stopping";
}

function unsaidDoubt({ scan, kept }: Story, stories: readonly Story[]): readonly string[] {
  if (kept === null || kept.decision.outcome === "permit" || kept.decision.source === "device") return [];
  const doubtful = stories.some(
    (other) =>
      other.scan.barcode.token === scan.barcode.token &&
      other.kept !== null &&
      other.kept.decision.inDoubt &&
      other.kept.order < kept.order &&
      (other.acknowledged === null || other.acknowledged.order > kept.order),
  );
  const said = kept.decision.message.includes("never answered");
  return doubtful && !said ? [`${named(scan)}: denied without a word of the doubt`] : [];
}
