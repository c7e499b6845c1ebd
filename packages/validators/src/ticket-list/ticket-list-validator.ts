import type { OfflineValidator, Validity } from "@usher/core";
import type { TicketRow } from "./ticket-row.js";

const UNKNOWN: Validity = { kind: "unknown" };
const VOID: Validity = { kind: "refused", status: "INVALID_TICKET" };
const MARKED: Validity = { kind: "refused", status: "MARK_RESTRICTION" };

/**
 * Offline validation by the venue's ticket list, looked up exactly by the barcode's ticket key. A void ticket is refused as
 * INVALID_TICKET, else a marked one as MARK_RESTRICTION (the order of the service's own checks). A code that is not listed is
 * `unknown`: it is left to the next validator. Of two rows with one token the last counts; a file's reader refuses those.
 */
export function ticketListValidator(rows: Iterable<TicketRow>): OfflineValidator {
  const byToken = new Map<string, TicketRow>();
  for (const row of rows) byToken.set(row.token, row);
  return { validate: (barcode) => validityOf(byToken.get(barcode.ticketKey)) };
}

function validityOf(row: TicketRow | undefined): Validity {
  if (row === undefined) return UNKNOWN;
  if (row.void) return VOID;
  if (row.mark !== null) return MARKED;
  return { kind: "accepted", place: row.place, eventId: row.eventId };
}
