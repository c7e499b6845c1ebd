import type { Scan } from "@usher/core";
import type { Database } from "./native.js";

/** As much of a scan in hand as has to be known without reading it again. */
interface InHand {
  readonly ticketKey: string;
  readonly scanTimeMs: number;
}

/**
 * The scans that were begun and not decided: one for each lane, and what a crash left. Only the journal has them; they are
 * found there when the file is opened, and from then on remembered, because this process is the only one that writes.
 */
export class Begun {
  /** By the number of the entry, which grows. */
  readonly #inHand: Map<number, InHand>;

  constructor(database: Database) {
    // A decided scan has its place in the queue, for good.
    const begun = database.prepare(
      `SELECT seq, data FROM journal
       WHERE kind = 'begun' AND seq > ifnull((SELECT seq FROM settled), 0)
         AND NOT EXISTS (SELECT 1 FROM queue WHERE queue.scan_id = journal.seq) ORDER BY seq`,
    );
    const rows = begun.all() as { readonly seq: number; readonly data: string }[];
    this.#inHand = new Map(
      rows.map(({ seq, data }) => [seq, inHand((JSON.parse(data) as { readonly scan: Scan }).scan)]),
    );
  }

  get size(): number {
    return this.#inHand.size;
  }

  /** Their numbers, oldest first. */
  get numbers(): readonly number[] {
    return [...this.#inHand.keys()];
  }

  /** Up to which entry all is decided, where `seq` is the newest. */
  settledAt(seq: number): number {
    const [oldest = seq] = this.#inHand.keys();
    return oldest - 1;
  }

  has(seq: number): boolean {
    return this.#inHand.has(seq);
  }

  add(seq: number, scan: Scan): void {
    this.#inHand.set(seq, inHand(scan));
  }

  delete(seq: number): void {
    this.#inHand.delete(seq);
  }

  /** The scan of this ticket that was begun last, null where there is none. */
  newestOf(ticketKey: string): { readonly seq: number; readonly scanTimeMs: number } | null {
    let newest = null;
    for (const [seq, scan] of this.#inHand) {
      if (scan.ticketKey === ticketKey) newest = { seq, scanTimeMs: scan.scanTimeMs };
    }
    return newest;
  }
}

function inHand({ barcode, scanTimeMs }: Scan): InHand {
  return { ticketKey: barcode.ticketKey, scanTimeMs };
}
