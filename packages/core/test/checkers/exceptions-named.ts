import type { Decision } from "../../src/index.js";
import { admissionsIn } from "./admissions.js";
import type { Checker } from "./checker.js";
import { named } from "./stories.js";

/**
 * P14: whom the rules alone would not let pass bears the name of the exception, and nobody else does; unknown tickets within the
 * venue's number, a denial overridden once, on somebody's word. A permit that was annulled is not uploaded afterwards; what a gate
 * told of a permit is done.
 */
export const exceptionsNamed: Checker = (world) => [
  ...misnamed(world),
  ...overriddenAmiss(world),
  ...beyondTheAllowance(world),
  ...uploadedThoughAnnulled(world),
  ...unheard(world),
];

const misnamed: Checker = (world) =>
  world.history.of("kept").flatMap(({ scan, decision }) => {
    const wanted = exceptionOf(decision, world.listed.has(scan.barcode.token));
    const { exception } = decision;
    if (exception?.kind === wanted) return [];
    return [`${named(scan)}: ${decision.outcome} ${decision.source} as ${exception?.kind}, should be ${wanted}`];
  });

function exceptionOf({ outcome, source }: Decision, isListed: boolean): string | undefined {
  if (outcome === "deny") return undefined;
  if (source === "operator") return "overridden";
  return source === "offline" && !isListed ? "unknownAdmitted" : undefined;
}

const overriddenAmiss: Checker = ({ history }) => {
  const denials = new Set<string>();
  return history.of("kept").flatMap(({ scanId, scan, decision: { outcome, exception } }) => {
    if (outcome === "deny") denials.add(scanId);
    if (exception?.kind !== "overridden") return [];
    const isWord = exception.role !== "" && exception.reason !== "";
    // A denial that was overridden once is none any more.
    return denials.delete(exception.scanId) && isWord ? [] : [`${named(scan)}: overrides ${exception.scanId}`];
  });
};

const beyondTheAllowance: Checker = (world) =>
  admissionsIn(world).flatMap(({ scan, before }) =>
    before < world.maxUnknownTickets ? [] : [`${named(scan)}: admitted after ${before} of ${world.maxUnknownTickets}`],
  );

const uploadedThoughAnnulled: Checker = ({ history }) => {
  const offences: string[] = [];
  const [scans, gone] = [new Map<string, string>(), new Set<string>()];
  for (const moment of history.moments) {
    if (moment.kind === "kept") scans.set(moment.scanId, JSON.stringify(moment.scan));
    if (moment.kind === "annulled" && moment.withdrawn) gone.add(scans.get(moment.scanId) ?? "");
    if (moment.kind !== "uploading") continue;
    for (const scan of moment.scans) {
      if (gone.has(JSON.stringify(scan))) offences.push(`${named(scan)}: uploaded though it was annulled`);
    }
  }
  return offences;
};

/** An upload in hand is over by then, and with it the wait of what the gate told of its scans. */
const LONGEST_UPLOAD_MS = 60_000;

/** What a gate told is done, unless the disk refused that, or the power went before the upload in hand was over. */
const unheard: Checker = (world) =>
  world.history.of("passage").flatMap(({ scanId, passed, order, atMs }) => {
    const isDone = world.history.of("annulled").some((moment) => moment.scanId === scanId);
    const isRefused = world.history.of("unannulled").some((moment) => moment.scanId === scanId);
    const isCutShort = world.history
      .of("killed")
      .some((killed) => killed.order > order && killed.atMs - atMs <= LONGEST_UPLOAD_MS);
    if (passed || isDone || isRefused || isCutShort) return [];
    return [`${scanId}: the gate did not turn, and nobody heard`];
  });
