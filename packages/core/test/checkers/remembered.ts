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
  const memory = new Map<string, Memory>();
  const whenKept = new Map<string, Remembered>();
  const whenAsked = new Map<string, Remembered>();
  const of = (token: string): Memory => {
    const known = memory.get(token) ?? new Memory();
    memory.set(token, known);
    return known;
  };

  for (const moment of world.history.moments) {
    if (moment.kind === "asked") whenAsked.set(JSON.stringify(moment.scan), of(moment.scan.barcode.token).now());
    if (moment.kind === "kept") {
      const { scan, scanId, decision } = moment;
      const ticket = of(scan.barcode.token);
      const before = ticket.now();
      const key = JSON.stringify(scan);
      whenKept.set(key, before);
      if (decision.outcome === "permit") {
        const bar = decision.source === "operator" ? before.bar : null; // only the service lifts what the service set
        ticket.learn(scanId, { place: scan.direction === "enter" ? "in" : "out", bar });
        if (decision.source !== "online") ticket.hold(scanId);
      } else if (decision.source === "online") {
        const told = news(decision.status, whenAsked.get(key) ?? NOTHING);
        if (told !== null) ticket.learn(scanId, { place: before.place, bar: before.bar, ...told });
      }
    }
    if (moment.kind === "acknowledged") {
      for (const ticket of memory.values()) for (const scanId of moment.scanIds) ticket.release(scanId);
    }
    if (moment.kind === "annulled" && moment.withdrawn) {
      for (const ticket of memory.values()) ticket.takeBack(moment.scanId);
    }
  }
  return { whenKept, whenAsked };
}

/** What is known of one ticket, lesson by lesson: the last one holds, and one can be taken back. */
class Memory {
  #lessons: (Pick<Remembered, "place" | "bar"> & { readonly scanId: string })[] = [];
  readonly #held = new Set<string>();

  now(): Remembered {
    const { place, bar } = this.#lessons.at(-1) ?? NOTHING;
    return { place, bar, held: new Set(this.#held) };
  }

  learn(scanId: string, lesson: Pick<Remembered, "place" | "bar">): void {
    this.#lessons.push({ scanId, ...lesson });
  }

  hold(scanId: string): void {
    this.#held.add(scanId);
  }

  release(scanId: string): void {
    this.#held.delete(scanId);
  }

  /** Nobody went through on this permit: it taught nothing. */
  takeBack(scanId: string): void {
    this.release(scanId);
    this.#lessons = this.#lessons.filter((lesson) => lesson.scanId !== scanId);
  }
}

/** What a denial of the service tells. One that did not know all of this gate's permits can't tell where the ticket is. */
function news(status: string, asked: Remembered): Partial<Remembered> | null {
  if (status === "ALREADY_ENTERED" && asked.held.size === 0) return { place: "in" };
  return status === "INVALID_TICKET" || status === "MARK_RESTRICTION" ? { bar: status } : null;
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
