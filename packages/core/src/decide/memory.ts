import type { Decision, Direction, GatePolicy, LedgerEntry, Status } from "../domain/index.js";
import { messageOf, UNSCANNED, type TicketState } from "../domain/index.js";
import type { ScanStore } from "../ports/scan-store.js";
import { presumed } from "../rules/index.js";

/** By what a device judges where the service is not asked, or not alone. */
export interface LocalPolicy {
  readonly gate: GatePolicy;
  /** `"lenient"`: an exit of a ticket without a record is taken for granted. `"ledger"`: only recorded entries may exit. */
  readonly offlineExits: "lenient" | "ledger";
  /** How many unknown tickets may enter offline before the service has taken them (promise P14); 0: none. */
  readonly maxUnknownTickets: number;
}

/** The part of the store that a decision reads. */
export type Memory = Pick<ScanStore, "ledgerEntry" | "admittedUnknown">;

/**
 * Where a ticket is taken to be. A device sees only its own gate, so what it has no record of it presumes in the person's
 * favour; only a recorded state denies.
 */
export function stateFor(entry: LedgerEntry | null, direction: Direction, policy: LocalPolicy): TicketState {
  const strict = direction === "exit" && policy.offlineExits === "ledger";
  if (entry === null) return strict ? UNSCANNED : presumed(direction, policy.gate);
  const { state } = entry;
  const zoneUnrecorded = policy.gate.rule.kind === "internal" && state.internal[policy.gate.rule.zone] === undefined;
  if (!zoneUnrecorded || strict || state.external === "exited") return state;
  return { ...state, internal: { ...state.internal, ...presumed(direction, policy.gate).internal } };
}

/** A denial, in the words of its status. */
export function denial(
  status: Status,
  source: Decision["source"],
  rest: Partial<Pick<Decision, "message" | "inDoubt" | "ledger" | "tickets" | "answered">> = {},
): Decision {
  return {
    outcome: "deny",
    status,
    message: messageOf(status),
    source,
    inDoubt: false,
    tickets: [],
    ledger: null,
    ...rest,
  };
}

/** Where an earlier scan of the ticket is in doubt, a denial may be the echo of that one: its words say so (promise P7). */
export function pointingToDoubt(decision: Decision): Decision {
  if (decision.outcome === "permit") return decision;
  const message = `${decision.message}. An earlier scan of this ticket was sent and never answered: ask the operator`;
  return { ...decision, message };
}
