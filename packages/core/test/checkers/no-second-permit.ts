import type { Checker } from "./checker.js";
import { rememberedBy } from "./remembered.js";
import { named } from "./stories.js";

/**
 * P6: nobody passes twice the same way with one ticket, unless the service let them, knowing all that this gate knew, or had
 * told since that the ticket was inside.
 */
export const noSecondPermit: Checker = (world) => {
  const { rule, reentry } = world.gate;
  const { whenAsked } = rememberedBy(world);
  const lastWay = new Map<string, string>();
  const everLeft = new Set<string>();
  const offences: string[] = [];
  for (const { scan, decision } of world.history.of("kept")) {
    const { token } = scan.barcode;
    const { outcome, source, status } = decision;
    const informed = source === "online" && whenAsked.get(JSON.stringify(scan))?.held.size === 0;
    if (informed && status === "ALREADY_ENTERED") lastWay.set(token, "enter");
    if (outcome === "deny") continue;

    const entersFreely = rule.kind === "internal" && rule.multipleEntries && scan.direction === "enter";
    const again = lastWay.get(token) === scan.direction && !entersFreely;
    const onceOnly = rule.kind === "external" && reentry === "never" && scan.direction === "enter";
    if (!informed && (again || (onceOnly && everLeft.has(token)))) {
      offences.push(`${named(scan)}: permitted ${source}, after ${lastWay.get(token)}`);
    }
    lastWay.set(token, scan.direction);
    if (scan.direction === "exit") everLeft.add(token);
  }
  return offences;
};
