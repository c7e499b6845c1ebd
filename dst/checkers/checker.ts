import type { Decision, JournalEntry, Scan } from "@usher/core";
import type { History, Violation } from "../history.js";
import type { Kiosk } from "../kiosk.js";
import type { Plant } from "../plant.js";
import type { VenueService } from "../venue-service.js";

/** A kiosk in the end, with its journal as it lies on its disk. */
export interface KioskRecord {
  readonly name: string;
  readonly kiosk: Kiosk;
  readonly journal: readonly JournalEntry[];
}

/** A day that is over, for the checkers. */
export interface DayRecord {
  readonly kiosks: readonly KioskRecord[];
  readonly history: History;
  readonly service: VenueService;
  readonly timersWaiting: number;
}

/** One property of a day. `canary` is a bug that it must find. */
export interface Checker {
  readonly name: string;
  /** The promises it watches over. */
  readonly promises: readonly string[];
  readonly check: (record: DayRecord) => readonly Violation[];
  readonly canary: Plant;
}

/** A decided entry as the journal has it in the end. */
export interface Decided {
  readonly scanId: string;
  readonly state: JournalEntry["state"];
  readonly scan: Scan;
  readonly decision: Decision;
}

/** The decided entries of a kiosk's journal, in order, as they lie on its disk. */
export function decidedBy(kiosk: KioskRecord): readonly Decided[] {
  return kiosk.journal.flatMap(({ kind, scanId, state, data }) =>
    kind === "decided" ? [{ scanId: scanId ?? "", state, ...data }] : [],
  );
}

/**
 * A decided entry, what the service did not know of when it was asked or decided, and where the ticket was by all that this
 * device had seen: null where it had not.
 */
export interface DecidedInTime extends Pick<Decided, "scan" | "decision"> {
  readonly scanId: string;
  readonly isHeld: boolean;
  readonly wasInside: boolean | null;
}

/** The decided entries of a kiosk's journal as a story. Permits that were withdrawn were no passages. */
export interface Story {
  readonly decided: readonly DecidedInTime[];
  /** Where each ticket is in the end; null where nobody passed with it, or nobody after all. */
  readonly isInside: ReadonlyMap<string, boolean | null>;
}

/** An own small model over the journal, not the engine's ledger. */
export function storyOf({ journal }: KioskRecord): Story {
  const unacknowledged = new Unacknowledged();
  const heldAtBegin = new Map<string, boolean>();
  const passed = new Map<string, readonly { readonly scanId: string; readonly isInside: boolean }[]>();

  const decided = journal.flatMap(({ kind, scanId, data }) => {
    if (kind === "uploaded") for (const id of data.scanIds) unacknowledged.delete(id);
    if (scanId === null) return [];
    if (kind === "begun") heldAtBegin.set(scanId, unacknowledged.holds(data.scan.barcode.ticketKey));
    if (kind === "annulled" && data.withdrawn) {
      const ticketKey = unacknowledged.delete(scanId);
      const ways = passed.get(ticketKey ?? "");
      if (ticketKey !== null && ways !== undefined)
        passed.set(
          ticketKey,
          ways.filter((way) => way.scanId !== scanId),
        );
    }
    if (kind !== "decided") return [];
    const { scan, decision } = data;
    const { ticketKey } = scan.barcode;
    const ways = passed.get(ticketKey) ?? [];
    const one = { scanId, scan, decision, wasInside: ways.at(-1)?.isInside ?? null };
    const inTime = { ...one, isHeld: heldAtBegin.get(scanId) ?? unacknowledged.holds(ticketKey) };
    if (decision.outcome === "permit") {
      passed.set(ticketKey, [...ways, { scanId, isInside: scan.direction === "enter" }]);
      if (decision.source !== "online") unacknowledged.add(scanId, ticketKey);
    } else if (tellsEntered(inTime)) passed.set(ticketKey, [...ways, { scanId, isInside: true }]);
    return [inTime];
  });
  return { decided, isInside: new Map([...passed].map(([key, ways]) => [key, ways.at(-1)?.isInside ?? null])) };
}

/** Permits that the service has yet to take. */
class Unacknowledged {
  readonly #ticketOf = new Map<string, string>();
  readonly #permitsOf = new Map<string, number>();

  holds(ticketKey: string): boolean {
    return (this.#permitsOf.get(ticketKey) ?? 0) > 0;
  }

  add(scanId: string, ticketKey: string): void {
    this.#ticketOf.set(scanId, ticketKey);
    this.#permitsOf.set(ticketKey, (this.#permitsOf.get(ticketKey) ?? 0) + 1);
  }

  /** Gives the ticket, null where the scan was not among them. */
  delete(scanId: string): string | null {
    const ticketKey = this.#ticketOf.get(scanId);
    if (ticketKey === undefined) return null;
    this.#ticketOf.delete(scanId);
    this.#permitsOf.set(ticketKey, (this.#permitsOf.get(ticketKey) ?? 0) - 1);
    return ticketKey;
  }
}

/** Whether the service's answer tells where the ticket is: it does not know of permits that it has yet to take. */
function tellsEntered({ decision, isHeld }: DecidedInTime): boolean {
  return decision.status === "ALREADY_ENTERED" && decision.source === "online" && !isHeld;
}
