import type { Barcode, Decision, Scan } from "../domain/index.js";
import { messageOf } from "../domain/index.js";
import { atOnce, shapeOf } from "../domain/shape-of.js";
import type { OfflineValidator, Validity } from "../ports/offline-validator.js";
import { judge } from "../rules/index.js";
import { denial, stateFor, type LocalPolicy, type Memory } from "./memory.js";

/**
 * Decides a scan without the service (promise P3): a validator must accept the ticket (`validity`), and the gate rules must allow it
 * by what this device remembers. Synchronous, so that no two scans interleave between the look into the ledger and its change.
 *
 * Where the venue allows it, a ticket that no validator knows is admitted too, under that name (promise P14): by the same rules,
 * as long as fewer than the venue's number wait for the service to take them. Only those that entered here may exit.
 */
export function decideOffline(
  scan: Scan,
  inDoubt: boolean,
  validity: Validity,
  memory: Memory,
  policy: LocalPolicy,
): Decision {
  const deny = (status: string) => denial(status, "offline", { inDoubt });

  if (validity.kind === "refused") return deny(validity.status);
  const isUnknown = validity.kind === "unknown";
  if (isUnknown && policy.maxUnknownTickets === 0) return deny("NOT_FOUND");

  const { ticketKey } = scan.barcode;
  const seat = isUnknown ? NO_SEAT : validity;
  const entry = memory.ledgerEntry(ticketKey, seat.eventId);
  if (entry?.bar) return deny(entry.bar);

  const state = stateFor(entry, scan.direction, isUnknown ? { ...policy, offlineExits: "ledger" } : policy);
  const judgement = judge(state, scan.direction, policy.gate);
  if (!judgement.permitted) return deny(judgement.status);

  const isAdmission = isUnknown && scan.direction === "enter";
  if (isAdmission && memory.admittedUnknown() >= policy.maxUnknownTickets) return deny("NOT_FOUND");

  const eventId = seat.eventId ?? entry?.eventId ?? null;
  return {
    outcome: "permit",
    status: "OKAY",
    message: messageOf(judgement.status) + (isAdmission ? ": unknown ticket, admitted" : ""),
    source: "offline",
    inDoubt,
    tickets: [{ place: seat.place, eventId }],
    ledger: { ticketKey, eventId, state: judgement.next, bar: null },
    ...(isUnknown ? { exception: { kind: "unknownAdmitted" } } : {}),
  };
}

/** What is known of the seat of a ticket that nobody knows. */
const NO_SEAT = { place: null, eventId: null };

/** What the first validator says that knows the ticket. `atMs` is null where the clock is plainly wrong (promise P12). */
export function validityOf(barcode: Barcode, atMs: number | null, validators: readonly OfflineValidator[]): Validity {
  for (const [index, validator] of validators.entries()) {
    const validity = atOnce(validator.validate(barcode, atMs), `validators[${index}].validate`);
    assertValidity(validity, index);
    if (validity.kind !== "unknown") return validity;
  }
  return { kind: "unknown" };
}

/** TypeScript holds only those to the port who use it: an answer of another kind lets nobody in. */
function assertValidity(answer: unknown, index: number): asserts answer is Validity {
  const { kind, status } = Object(answer) as { readonly kind?: unknown; readonly status?: unknown };
  if (kind === "accepted" || kind === "unknown" || (kind === "refused" && typeof status === "string")) return;
  throw new TypeError(
    `validators[${index}].validate answered ${shapeOf(answer)}, expected { kind: "accepted", place, eventId }, ` +
      `{ kind: "refused", status } or { kind: "unknown" }`,
  );
}
