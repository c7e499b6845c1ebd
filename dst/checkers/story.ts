import type { Decision, JournalEntry, Scan } from "@usher/core";
import type { Decided, KioskRecord } from "./checker.js";

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
  const teller = new Teller();
  for (const entry of journal) teller.hear(entry);
  return { decided: teller.decided, isInside: teller.isInside() };
}

/** A passage with a ticket, by this device or as the service told. */
interface Way {
  readonly scanId: string;
  readonly isInside: boolean;
}

/** Follows a journal, entry by entry. */
class Teller {
  readonly decided: DecidedInTime[] = [];
  readonly #unacknowledged = new Unacknowledged();
  readonly #heldAtBegin = new Map<string, boolean>();
  readonly #ways = new Map<string, readonly Way[]>();

  hear({ kind, scanId, data }: JournalEntry): void {
    if (kind === "uploaded") for (const id of data.scanIds) this.#unacknowledged.delete(id);
    if (scanId === null) return;
    if (kind === "begun") this.#heldAtBegin.set(scanId, this.#unacknowledged.holds(data.scan.barcode.ticketKey));
    if (kind === "annulled" && data.withdrawn) this.#withdraw(scanId);
    if (kind === "decided") this.#decide(scanId, data.scan, data.decision);
  }

  isInside(): ReadonlyMap<string, boolean | null> {
    return new Map([...this.#ways].map(([ticketKey, ways]) => [ticketKey, ways.at(-1)?.isInside ?? null]));
  }

  #decide(scanId: string, scan: Scan, decision: Decision): void {
    const { ticketKey } = scan.barcode;
    const ways = this.#ways.get(ticketKey) ?? [];
    const isHeld = this.#heldAtBegin.get(scanId) ?? this.#unacknowledged.holds(ticketKey);
    const inTime = { scanId, scan, decision, isHeld, wasInside: ways.at(-1)?.isInside ?? null };
    this.decided.push(inTime);
    if (decision.outcome === "permit") {
      this.#ways.set(ticketKey, [...ways, { scanId, isInside: scan.direction === "enter" }]);
      if (decision.source !== "online") this.#unacknowledged.add(scanId, ticketKey);
    } else if (tellsEntered(inTime)) {
      this.#ways.set(ticketKey, [...ways, { scanId, isInside: true }]);
    }
  }

  #withdraw(scanId: string): void {
    const ticketKey = this.#unacknowledged.delete(scanId);
    if (ticketKey === null) return;
    const ways = this.#ways.get(ticketKey) ?? [];
    this.#ways.set(
      ticketKey,
      ways.filter((way) => way.scanId !== scanId),
    );
  }
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
