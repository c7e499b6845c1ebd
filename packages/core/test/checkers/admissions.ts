import type { Scan } from "../../src/index.js";
import type { World } from "../world/world.js";

/** An entry of an unknown ticket, and how many others the service had not taken yet when it was let in. */
interface Admission {
  readonly scan: Scan;
  readonly before: number;
}

/** How the allowance for unknown tickets was used, told from what was seen of the gate. */
export function admissionsIn(world: World): readonly Admission[] {
  return [...whenKept(world)].flatMap(([scan, { before, isAdmission }]) => (isAdmission ? [{ scan, before }] : []));
}

/** How many unknown tickets the service had not taken yet when each scan was decided, by the scan's text. */
export function admittedWhenKept(world: World): ReadonlyMap<string, number> {
  return new Map([...whenKept(world)].map(([scan, { before }]) => [JSON.stringify(scan), before]));
}

function whenKept({ history }: World): ReadonlyMap<Scan, { before: number; isAdmission: boolean }> {
  const kept = new Map<Scan, { before: number; isAdmission: boolean }>();
  const waiting = new Set<string>();
  for (const moment of history.moments) {
    if (moment.kind === "kept") {
      const { scan, scanId, decision } = moment;
      const isAdmission = decision.exception?.kind === "unknownAdmitted" && scan.direction === "enter";
      kept.set(scan, { before: waiting.size, isAdmission });
      if (isAdmission) waiting.add(scanId);
    }
    if (moment.kind === "acknowledged") for (const scanId of moment.scanIds) waiting.delete(scanId);
    if (moment.kind === "annulled") waiting.delete(moment.scanId);
  }
  return kept;
}
