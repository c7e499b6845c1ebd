import type { Decision, LedgerEntry, Scan, Status, TicketPlace } from "../domain/index.js";
import { maskedToken, messageOf } from "../domain/index.js";
import { isPermitting, type Reply } from "../ports/ticket-service.js";
import { judge, passed } from "../rules/index.js";
import { denial, stateFor, type LocalPolicy, type Memory } from "./memory.js";

type Answer = Extract<Reply<readonly TicketPlace[]>, { kind: "answered" }>;

/** The service's own words for a ticket that must not pass anywhere, until it says OKAY again. */
const BARRING: ReadonlySet<Status> = new Set(["INVALID_TICKET", "MARK_RESTRICTION"]);

/**
 * Obeys the service (promise P2): only a permitting status permits. `held`: when the service was asked, it had not yet taken
 * all permits that this device gave the ticket offline. It did not know of them, so the ledger must agree as well, and does
 * not learn from it where the ticket is; otherwise the service alone rules.
 */
export function decideOnline(scan: Scan, answer: Answer, held: boolean, memory: Memory, policy: LocalPolicy): Decision {
  const { ticketKey } = scan.barcode;
  const { status } = answer;
  const tickets = answer.value ?? [];
  const isList: boolean = Array.isArray(tickets); // whose service is written without types may have something else
  if (!isList) throw new TypeError("the service answered an ask without a list of { place, eventId }");
  const answeredEventId = tickets[0]?.eventId ?? null;
  const entry = memory.ledgerEntry(ticketKey, answeredEventId);
  const eventId = answeredEventId ?? entry?.eventId ?? null;
  const state = stateFor(entry, scan.direction, policy);

  if (!isPermitting(status, scan.direction)) {
    const ledger = corrected(entry, { ticketKey, eventId, state, bar: null }, status, held);
    const known = messageOf(status);
    const words = answer.message.replaceAll(scan.barcode.token, maskedToken(scan.barcode.token)); // a service may quote it
    const message = known === status && words !== "" ? words : known;
    return denial(status, "online", { tickets, ledger, message });
  }

  if (held) {
    const judgement = judge(state, scan.direction, policy.gate);
    if (!judgement.permitted) return denial(judgement.status, "online", { tickets, answered: status });
  }

  return {
    outcome: "permit",
    status,
    message: messageOf(status),
    source: "online",
    inDoubt: false,
    tickets,
    ledger: { ticketKey, eventId, state: passed(state, scan.direction, policy.gate), bar: null },
  };
}

/** What a denial of the service teaches the ledger (promise P6); most teach nothing. */
function corrected(entry: LedgerEntry | null, seen: LedgerEntry, status: Status, held: boolean): LedgerEntry | null {
  const known = entry ?? { ...seen, state: { external: "notEntered", internal: {} } };
  if (status === "ALREADY_ENTERED" && !held)
    return { ...known, eventId: seen.eventId, state: { ...known.state, external: "entered" } };
  if (BARRING.has(status)) return { ...known, eventId: seen.eventId, bar: status };
  return null;
}
