import type { Direction, GatePolicy } from "../../src/index.js";
import type { World } from "../world/world.js";

/** What a gate must know of one ticket from its own past. `place`: which way it last went; null where nobody saw it. */
export interface Remembered {
  readonly place: "in" | "out" | null;
  /** The status with which the service barred it. */
  readonly bar: string | null;
  /** Scan ids of its permits that the service has not acknowledged. */
  readonly held: ReadonlySet<string>;
}

const NOTHING: Remembered = { place: null, bar: null, held: new Set() };

/**
 * What the gate must have remembered of a scan's ticket when the scan was decided, and when it was asked about, by the scan's
 * text. Told from what was seen of the gate, one word per ticket, and not from its ledger.
 */
export function rememberedBy(world: World): {
  readonly whenKept: ReadonlyMap<string, Remembered>;
  readonly whenAsked: ReadonlyMap<string, Remembered>;
} {
  const memory = new Map<string, Remembered>();
  const ticketOf = new Map<string, string>();
  const whenKept = new Map<string, Remembered>();
  const whenAsked = new Map<string, Remembered>();
  const of = (token: string) => memory.get(token) ?? NOTHING;

  for (const moment of world.history.moments) {
    if (moment.kind === "asked") whenAsked.set(JSON.stringify(moment.scan), of(moment.scan.barcode.token));
    if (moment.kind === "kept") {
      const { scan, scanId, decision } = moment;
      const { token } = scan.barcode;
      const before = of(token);
      const key = JSON.stringify(scan);
      whenKept.set(key, before);
      ticketOf.set(scanId, token);
      if (decision.outcome === "permit") {
        const held = decision.source === "online" ? before.held : new Set([...before.held, scanId]);
        memory.set(token, { place: scan.direction === "enter" ? "in" : "out", bar: null, held });
      } else if (decision.source === "online") {
        memory.set(token, { ...before, ...news(decision.status, whenAsked.get(key) ?? NOTHING) });
      }
    }
    if (moment.kind === "acknowledged") {
      for (const scanId of moment.scanIds) {
        const token = ticketOf.get(scanId) ?? "";
        const held = new Set(of(token).held);
        held.delete(scanId);
        memory.set(token, { ...of(token), held });
      }
    }
  }
  return { whenKept, whenAsked };
}

/** What a denial of the service tells. One that did not know all of this gate's permits can't tell where the ticket is. */
function news(status: string, asked: Remembered): Partial<Remembered> {
  if (status === "ALREADY_ENTERED" && asked.held.size === 0) return { place: "in" };
  return status === "INVALID_TICKET" || status === "MARK_RESTRICTION" ? { bar: status } : {};
}

/** Whether the gate's own memory lets this scan pass, by the rules for one gate that stands alone. */
export function allows(
  { place }: Pick<Remembered, "place">,
  direction: Direction,
  { rule, reentry }: GatePolicy,
  exits: "lenient" | "ledger",
): boolean {
  if (direction === "exit") return place === "in" || (place === null && exits === "lenient");
  if (rule.kind === "internal" && rule.multipleEntries) return true;
  return place === null || (place === "out" && (reentry === "afterExit" || rule.kind === "internal"));
}
