import type { PassageException } from "./exception.js";
import type { ScanId, Scan } from "./scan.js";
import type { Status } from "./status.js";
import type { LedgerEntry, TicketPlace } from "./ticket.js";

/** Who decided: the service, this device offline, an operator, or nobody (`"device"`: nothing could be decided). */
export type DecisionSource = "online" | "offline" | "operator" | "device";

/**
 * What was decided about a scan, before it is saved. Nobody may pass on a decision: the store turns it into a `Permit` or a
 * `Denial` (see `ports/scan-store.ts`).
 *
 * `inDoubt`: a request for this scan was sent and not answered, so the service may have processed it.
 * `ledger`: what this device remembers of the ticket from now on; null leaves the memory as it is.
 * `answered`: the service's own status, where this device denied although the service did not; else left out.
 * `exception`: of a permit that the rules alone would not have given; else left out.
 */
export interface Decision {
  readonly outcome: "permit" | "deny";
  readonly status: Status;
  readonly message: string;
  readonly source: DecisionSource;
  readonly inDoubt: boolean;
  readonly tickets: readonly TicketPlace[];
  readonly ledger: LedgerEntry | null;
  readonly answered?: Status;
  readonly exception?: PassageException;
}

/** What the gate shows and the journal keeps of a decided scan. */
export interface Verdict {
  readonly scanId: ScanId;
  readonly readerId: string;
  readonly lane: string;
  /** Masked: at most the last four characters, never more than a third. */
  readonly token: string;
  readonly direction: Scan["direction"];
  readonly decision: Decision["outcome"];
  readonly status: Status;
  readonly message: string;
  readonly source: DecisionSource;
  readonly inDoubt: boolean;
  /** The kind of exception under which this is a permit; else left out. Role and reason are for the journal. */
  readonly exception?: { readonly kind: PassageException["kind"] };
  readonly tickets: readonly TicketPlace[];
  /** Of the first ticket. */
  readonly place: string | null;
  readonly eventId: string | null;
  readonly scanTimeMs: number;
  /** From the read to the verdict, monotonic. */
  readonly elapsedMs: number;
  /** A re-read of a scan that was already shown: no cue, no gate. */
  readonly repeated: boolean;
  /** False where the journal could not take a denial. A permit is always saved. */
  readonly saved: boolean;
}
