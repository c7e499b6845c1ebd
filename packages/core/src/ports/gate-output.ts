import type { Observable } from "rxjs";
import type { Verdict } from "../domain/decision.js";
import type { ScanId } from "../domain/scan.js";
import type { Permit } from "./scan-store.js";

/** What a gate did after a permit: somebody went through, or it did not turn and was locked again. */
export interface Passage {
  readonly scanId: ScanId;
  readonly passed: boolean;
}

/**
 * A turnstile, a relay, a light tower. Only a {@link Permit} opens it, and only the store makes those (promise P13). Neither
 * method may throw for what hardware does, nor hold up the caller.
 */
export interface GateOutput {
  permit(permit: Permit): void;
  deny(verdict: Verdict): void;
  /**
   * For hardware that can tell: what became of each permit, at most once each and only of permits that this output was given.
   * `passed: false` annuls the permit (promise P14), so say it only where nobody can go through on it any more. Where it can't
   * be told (the wire is gone, the device restarted), say nothing: the permit then stands. Hot: the engine listens from its
   * start to its stop. It never errors.
   */
  readonly passages$?: Observable<Passage>;
}
