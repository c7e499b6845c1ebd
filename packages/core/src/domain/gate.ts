/** Which way a person wants to go. */
export type Direction = "enter" | "exit";

/**
 * The rule of a gate (Presence overview, "External Scanning" and "Internal Scanning"). `zone` names the area behind an
 * internal gate; gates that share a zone share its presence.
 */
export type GateRule =
  | { readonly kind: "external" }
  | { readonly kind: "internal"; readonly multipleEntries: boolean; readonly zone: string };

/** Whether an exited ticket may enter again. `"never"` is the letter of the Presence overview, see docs/departures.md. */
export type Reentry = "afterExit" | "never";

/** By what a scan is judged where the service can't be asked: the gate's rule and the venue's choice of re-entry. */
export interface GatePolicy {
  readonly rule: GateRule;
  readonly reentry: Reentry;
}

/** What a venue has when it says nothing: an external gate, re-entry after an exit scan. */
export const DEFAULT_GATE_POLICY: GatePolicy = { rule: { kind: "external" }, reentry: "afterExit" };
