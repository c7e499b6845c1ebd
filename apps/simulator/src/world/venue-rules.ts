import type { GatePolicy, GateRule, Status } from "@usher/core";
import type { Venue } from "../venue/venue.js";

/** What the service does with one read of a ticket. `validate` is the internal entry of old, deprecated since March 2020. */
export type Operation = "enter" | "exit" | "validate";

/** The rule a scan is judged by. A gate that the venue does not list counts as external: the service needs no setting for it. */
export function policyOf({ gates, reentry }: Venue, operation: Operation, gateId: number): GatePolicy {
  const rule: GateRule = gates.get(gateId)?.rule ?? { kind: "external" };
  if (operation !== "validate" || rule.kind === "internal") return { rule, reentry };
  // The overview has such an entry accepted and says no more of it: each gate is a zone of its own, open to multiple entries.
  return { rule: { kind: "internal", multipleEntries: true, zone: String(gateId) }, reentry };
}

/** A gate rule's status in the venue's words: the history of the service lists two for exits, its overview only OKAY. */
export function worded(status: Status, { exitStatuses }: Venue): Status {
  const isExit = status === "EXIT" || status === "INTERNAL_SCAN_EXIT";
  return isExit && exitStatuses === "okay" ? "OKAY" : status;
}
