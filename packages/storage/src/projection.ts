import type { Decision, LedgerEntry, Scan } from "@usher/core";
import type { Entry } from "./entry.js";
import type { Database } from "./native.js";
import { seqOf } from "./scan-id.js";

/**
 * Queue and ledger, as the journal makes them: each entry is applied once, in order, in the transaction that appends it.
 * Nothing else writes these tables, so that they can be made anew from the journal at any time, as `salvage` does.
 */
export class Projection {
  readonly #place;
  readonly #move;
  readonly #acknowledge;
  readonly #remember;
  readonly #forget;

  constructor(database: Database) {
    this.#place = database.prepare(
      `INSERT INTO queue (scan_id, state, ticket_key, device_id, in_doubt, scan_time_ms, unknown_admitted, entry, since)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#move = database.prepare("UPDATE queue SET state = ?, since = ? WHERE scan_id = ?");
    this.#acknowledge = database.prepare(
      "UPDATE queue SET state = 'uploaded', in_doubt = 0, since = ? WHERE scan_id = ?",
    );
    this.#forget = database.prepare(
      `DELETE FROM ledger WHERE (ticket_key, seq) =
         (SELECT json_extract(data, '$.decision.ledger.ticketKey'), seq FROM queue JOIN journal ON seq = entry
          WHERE queue.scan_id = ?)`,
    );
    this.#remember = database.prepare("INSERT INTO ledger (seq, ticket_key, event_id, data) VALUES (?, ?, ?, ?)");
  }

  apply(entry: Entry): void {
    switch (entry.kind) {
      case "decided":
        this.#put(entry, entry.data.scan, entry.data.decision);
        if (entry.data.decision.ledger !== null) this.#write(entry.seq, entry.data.decision.ledger);
        return;
      case "uploaded":
        for (const scanId of entry.data.scanIds) this.#acknowledge.run(entry.seq, seqOf(scanId));
        return;
      case "quarantined":
        this.#move.run("quarantined", entry.seq, entry.scanId);
        return;
      case "requeued":
        this.#move.run("pending", entry.seq, entry.scanId);
        return;
      case "overridden":
        this.#move.run("overridden", entry.seq, entry.scanId);
        return;
      case "annulled":
        if (entry.data.withdrawn) this.#forget.run(entry.scanId);
        this.#move.run("annulled", entry.seq, entry.scanId);
        return;
      case "begun": // Its place is the journal, until it is decided.
      case "operator":
      case "setAside":
      case "setAsideAccepted":
        return;
    }
  }

  #put({ seq, scanId }: Entry, scan: Scan, decision: Decision): void {
    const { barcode, device, scanTimeMs } = scan;
    const inDoubt = Number(decision.inDoubt);
    const admitted = Number(admitsUnknown(scan, decision));
    const place = [stateOf(decision), barcode.ticketKey, device.id, inDoubt, scanTimeMs, admitted] as const;
    this.#place.run(scanId, ...place, seq, seq);
  }

  #write(seq: number, ledger: LedgerEntry): void {
    this.#remember.run(seq, ledger.ticketKey, ledger.eventId, JSON.stringify(ledger));
  }
}

/** A permit that the service does not know of waits for its upload; everything else is kept for audit. */
export function stateOf({ outcome, source }: Decision): "pending" | "notForUpload" {
  return outcome === "permit" && source !== "online" ? "pending" : "notForUpload";
}

/** Whether it uses up some of what the venue allows for unknown tickets. */
export function admitsUnknown({ direction }: Scan, { exception }: Decision): boolean {
  return direction === "enter" && exception?.kind === "unknownAdmitted";
}
