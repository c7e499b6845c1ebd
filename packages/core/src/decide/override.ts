import type { Decision, LedgerEntry, OperatorsWord, Scan } from "../domain/index.js";
import { messageOf } from "../domain/index.js";
import type { DecidedScan } from "../ports/scan-store.js";
import { passed } from "../rules/index.js";
import { stateFor, type LocalPolicy, type Memory } from "./memory.js";

/** An operator's word against a denial. */
export interface Overruling extends OperatorsWord {
  readonly denied: DecidedScan;
}

/**
 * What an operator decides (promise P14): a permit under its own name, of the ticket that was denied. The ledger follows, so that
 * the ticket is not let in again by the rules; where the service barred it, it stays barred.
 */
export function decideOverride(scan: Scan, overruling: Overruling, memory: Memory, policy: LocalPolicy): Decision {
  const { denied, role, reason } = overruling;
  const { ticketKey } = scan.barcode;
  const { tickets } = denied.decision;
  const entry = memory.ledgerEntry(ticketKey, tickets[0]?.eventId ?? null);
  const state = passed(stateFor(entry, scan.direction, policy), scan.direction, policy.gate);
  const eventId = tickets[0]?.eventId ?? entry?.eventId ?? null;
  const ledger: LedgerEntry = { ticketKey, eventId, state, bar: entry?.bar ?? null };
  return {
    outcome: "permit",
    status: "OKAY",
    message: `${messageOf("OKAY")}: ${scan.direction === "enter" ? "let in" : "let out"} by the operator (${role})`,
    source: "operator",
    inDoubt: false,
    tickets,
    ledger,
    exception: { kind: "overridden", scanId: denied.scanId, role, reason },
  };
}
