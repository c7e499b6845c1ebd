import type { Barcode } from "../domain/barcode.js";
import type { Status } from "../domain/status.js";

/** What a validator knows of a code. `unknown` leaves it to the next one. */
export type Validity =
  | { readonly kind: "accepted"; readonly place: string | null; readonly eventId: string | null }
  | { readonly kind: "refused"; readonly status: Status }
  | { readonly kind: "unknown" };

/**
 * Whether a ticket is valid, judged without network: who it is, not where it is (that is the ledger's and the gate rule's).
 * Synchronous and free of effects, so that an offline decision can't be interleaved with another. Validators form a chain;
 * the first answer that is not `unknown` decides.
 *
 * `atMs` is the time of the scan in Unix milliseconds, null where this device's clock is plainly wrong (promise P12): whoever needs the
 * time to judge a code answers `unknown` then.
 */
export interface OfflineValidator {
  validate(barcode: Barcode, atMs: number | null): Validity;
}
