import type { Decision, Scan } from "../domain/index.js";
import { messageOf } from "../domain/index.js";
import type { OfflineValidator, Validity } from "../ports/offline-validator.js";
import { judge } from "../rules/index.js";
import { denial, stateFor, type LocalPolicy, type Memory } from "./memory.js";

/**
 * Decides a scan without the service (promise P3): a validator must accept the ticket, and the gate rules must allow it by
 * what this device remembers. Synchronous, so that no two scans interleave between the look into the ledger and its change.
 */
export function decideOffline(
  scan: Scan,
  inDoubt: boolean,
  validators: readonly OfflineValidator[],
  memory: Memory,
  policy: LocalPolicy,
): Decision {
  const deny = (status: string) => denial(status, "offline", { inDoubt });

  const validity = firstKnown(validators, scan);
  if (validity.kind === "unknown") return deny("NOT_FOUND");
  if (validity.kind === "refused") return deny(validity.status);

  const { ticketKey } = scan.barcode;
  const entry = memory.ledgerEntry(ticketKey, validity.eventId);
  if (entry?.bar) return deny(entry.bar);

  const judgement = judge(stateFor(entry, scan.direction, policy), scan.direction, policy.gate);
  if (!judgement.permitted) return deny(judgement.status);

  const eventId = validity.eventId ?? entry?.eventId ?? null;
  return {
    outcome: "permit",
    status: "OKAY",
    message: messageOf(judgement.status),
    source: "offline",
    inDoubt,
    tickets: [{ place: validity.place, eventId }],
    ledger: { ticketKey, eventId, state: judgement.next, bar: null },
  };
}

function firstKnown(validators: readonly OfflineValidator[], scan: Scan): Validity {
  for (const validator of validators) {
    const validity = validator.validate(scan.barcode, scan.scanTimeMs);
    if (validity.kind !== "unknown") return validity;
  }
  return { kind: "unknown" };
}
