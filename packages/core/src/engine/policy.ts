import type { LocalPolicy } from "../decide/index.js";
import { DEFAULT_GATE_POLICY } from "../domain/index.js";
import type { ScannerState } from "./scanner.js";
import type { ScannerSettings } from "./settings.js";

/** By what a gate with these settings judges where the service is not asked, or not alone. */
export function policyOf({ gate, offlineExits, unknownTickets }: ScannerSettings): LocalPolicy {
  return {
    gate: gate ?? DEFAULT_GATE_POLICY,
    offlineExits: offlineExits ?? "lenient",
    maxUnknownTickets: unknownTickets?.max ?? 0,
  };
}

/** How the venue's allowance for unknown tickets stands, with so many admitted. */
export function unknownTicketsOf(
  { unknownTickets }: ScannerSettings,
  admitted: number,
): ScannerState["unknownTickets"] {
  return unknownTickets === undefined ? null : { admitted, max: unknownTickets.max };
}
