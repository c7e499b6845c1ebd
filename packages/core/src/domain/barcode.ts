/**
 * What a frame says once noise is gone.
 *
 * `token` goes over the wire as read. `ticketKey` names the ticket: ledger, re-reads and ordering go by it. The two differ
 * where a code carries a part that rotates; for a plain barcode they are equal.
 */
export interface Barcode {
  readonly token: string;
  readonly ticketKey: string;
  readonly symbology: string | null;
}
