/**
 * For implementations of `ScanStore` only; the linter lets nobody else import this.
 *
 * Call it after the transaction returned, never before: from here on the decision counts as saved.
 */
import type { Decision } from "./domain/decision.js";
import type { Scan, ScanId } from "./domain/scan.js";
import type { Denial, Permit } from "./ports/scan-store.js";

/** Turns a decision that is on disk into what may be shown. */
export function seal(scanId: ScanId, scan: Scan, decision: Decision): Permit | Denial {
  return { outcome: decision.outcome, scanId, scan, decision } as Permit | Denial;
}
