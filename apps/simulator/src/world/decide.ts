import { judge, LIMITS, type Status, type TicketState } from "@usher/core";
import type { TicketRequest } from "@usher/presence";
import { UNRESTRICTED, type Venue } from "../venue/venue.js";
import { barOf, isFindable } from "./admission.js";
import type { TicketRecord } from "./records.js";
import { policyOf, worded, type Operation } from "./venue-rules.js";

/** What a scan is answered. `found`: the ticket, where there is one to speak of. `next`: where it is now; null: where it was. */
export interface Decision {
  readonly status: Status;
  readonly found: TicketRecord | null;
  readonly next: TicketState | null;
}

/**
 * The service's answer to one read of a ticket. The order of the checks is the contract's; `isRepeat` is asked last but one,
 * so that only a scan that got this far counts as made. Pure but for `isRepeat`.
 */
export function decide(
  venue: Venue,
  record: TicketRecord | null,
  operation: Operation,
  request: Pick<TicketRequest, "token" | "gateId">,
  nowMs: number,
  isRepeat: () => boolean,
): Decision {
  if (isUnreadable(request.token)) return { status: "BAD_TOKEN", found: null, next: null };
  if (record === null || !isFindable(record.ticket, venue.events, nowMs))
    return { status: "NOT_FOUND", found: null, next: null };

  const deny = (status: Status): Decision => ({ status, found: record, next: null });
  const bar = barOf(record.ticket, venue.gates.get(request.gateId)?.restrictions ?? UNRESTRICTED, nowMs);
  if (bar !== null) return deny(bar);
  const scripted = venue.answers.get(request.token);
  if (scripted !== undefined) return deny(scripted);
  if (isRepeat()) return deny("DUPLICATE");

  const direction = operation === "exit" ? "exit" : "enter";
  const judgement = judge(record.state, direction, policyOf(venue, operation, request.gateId));
  return {
    status: worded(judgement.status, venue),
    found: record,
    next: judgement.permitted ? judgement.next : null,
  };
}

/** Blanks and control characters alone, or longer than any ticket: no barcode says that. */
function isUnreadable(token: string): boolean {
  return token.length > LIMITS.tokenLength || /^[\s\p{Cc}]*$/u.test(token);
}
