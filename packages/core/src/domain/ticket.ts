import type { Status } from "./status.js";

/** A seat as the service tells it. `place` is `"Section:Row:Seat"`; either may be unknown. */
export interface TicketPlace {
  readonly place: string | null;
  readonly eventId: string | null;
}

/** Where a ticket is, seen from the venue's border. */
export type ExternalPresence = "notEntered" | "entered" | "exited";

/** Where a ticket is, seen from one zone behind internal gates. */
export type InternalPresence = "outside" | "inside" | "left";

/** Where a ticket is. A zone that is missing from `internal` was never entered. */
export interface TicketState {
  readonly external: ExternalPresence;
  readonly internal: Readonly<Record<string, InternalPresence>>;
}

/** A ticket nobody has scanned yet. */
export const UNSCANNED: TicketState = { external: "notEntered", internal: {} };

/**
 * What this device remembers of one ticket at one event (`eventId` null: event not known). `bar` is the status with which
 * the service barred the ticket (INVALID_TICKET, MARK_RESTRICTION), until a later OKAY.
 */
export interface LedgerEntry {
  readonly ticketKey: string;
  readonly eventId: string | null;
  readonly state: TicketState;
  readonly bar: Status | null;
}
