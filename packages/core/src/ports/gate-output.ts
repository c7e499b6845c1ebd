import type { Verdict } from "../domain/decision.js";
import type { Permit } from "./scan-store.js";

/**
 * A turnstile, a relay, a light tower. Only a {@link Permit} opens it, and only the store makes those (promise P13). Neither
 * method may throw for what hardware does, nor hold up the caller.
 */
export interface GateOutput {
  permit(permit: Permit): void;
  deny(verdict: Verdict): void;
}
