import type { Direction } from "../../src/index.js";
import type { Checker } from "./checker.js";
import { rememberedBy } from "./remembered.js";
import { named } from "./stories.js";

/**
 * P6: nobody passes twice the same way with one ticket, unless the service let them, knowing all that this gate knew, or had
 * told since that the ticket was inside, or an operator did (P14). A permit that was withdrawn was no passage.
 */
export const noSecondPermit: Checker = (world) => {
  const { rule, reentry } = world.gate;
  const { whenAsked } = rememberedBy(world);
  const passages = new Map<string, readonly Passed[]>();
  const offences: string[] = [];
  for (const moment of world.history.moments) {
    if (moment.kind === "annulled" && moment.withdrawn) {
      for (const [token, ways] of passages) {
        passages.set(
          token,
          ways.filter(({ scanId }) => scanId !== moment.scanId),
        );
      }
    }
    if (moment.kind !== "kept") continue;
    const { scan, scanId, decision } = moment;
    const { token } = scan.barcode;
    const { outcome, source, status } = decision;
    const ways = passages.get(token) ?? [];
    const informed = source === "online" && whenAsked.get(JSON.stringify(scan))?.held.size === 0;
    if (informed && status === "ALREADY_ENTERED") passages.set(token, [...ways, { scanId, way: "enter" }]);
    if (outcome === "deny") continue;

    const lastWay = ways.at(-1)?.way;
    const entersFreely = rule.kind === "internal" && rule.multipleEntries && scan.direction === "enter";
    const again = lastWay === scan.direction && !entersFreely;
    const onceOnly = rule.kind === "external" && reentry === "never" && scan.direction === "enter";
    const everLeft = ways.some(({ way }) => way === "exit");
    if (!informed && source !== "operator" && (again || (onceOnly && everLeft))) {
      offences.push(`${named(scan)}: permitted ${source}, after ${lastWay}`);
    }
    passages.set(token, [...ways, { scanId, way: scan.direction }]);
  }
  return offences;
};

interface Passed {
  readonly scanId: string;
  readonly way: Direction;
}
