import type { StoredConfiguration } from "../domain/device.js";
import type { Decision } from "../domain/decision.js";
import type { Annulment, OperatorsWord } from "../domain/exception.js";
import type { OperatorsAct } from "../domain/operators-act.js";
import type { QueuedScan, Scan, ScanId } from "../domain/scan.js";
import type { LedgerEntry } from "../domain/ticket.js";

/** Why a store failed. A closed list. */
export type StorageErrorCode = "full" | "readOnly" | "corrupt" | "inUse" | "failed";

/** The store could not do what it was asked, and nothing of it was done. */
export class StorageError extends Error {
  override readonly name = "StorageError";
  readonly code: StorageErrorCode;
  constructor(code: StorageErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

declare const sealed: unique symbol;

/** A saved decision that lets a person pass. Only `ScanStore.commit` makes one. */
export interface Permit {
  readonly outcome: "permit";
  readonly scanId: ScanId;
  readonly scan: Scan;
  readonly decision: Decision & { readonly outcome: "permit" };
  readonly [sealed]: true;
}

/** A saved decision that does not. */
export interface Denial {
  readonly outcome: "deny";
  readonly scanId: ScanId;
  readonly scan: Scan;
  readonly decision: Decision & { readonly outcome: "deny" };
}

/**
 * Where a decided scan stands on its way to the service. `annulled`: nobody went through on this permit, whether it was uploaded
 * before or not. `overridden`: a denial that an operator overruled, by a permit that is a scan of its own.
 */
export type QueueState = "pending" | "uploaded" | "quarantined" | "notForUpload" | "annulled" | "overridden";

/** A decided scan, and where it stands. */
export interface DecidedScan extends QueuedScan {
  readonly decision: Decision;
  readonly state: QueueState;
}

/** A scan that was quarantined: the service found its message malformed, all by itself. */
export interface QuarantinedScan extends QueuedScan {
  readonly quarantinedAtMs: number;
}

/** How many scans wait, lie in quarantine, or were sent and never answered. */
export interface StoreCounts {
  readonly pending: number;
  readonly quarantined: number;
  readonly inDoubt: number;
}

/** A damaged file that was put aside: where it lies now, and how many pending scans the new file has from it. */
export interface SetAside {
  readonly file: string;
  readonly salvaged: number;
}

/**
 * What a line of the journal says. `data` is plain JSON; the token in it is whole. `uploaded` is one entry per batch; `overridden` is
 * about the denied scan, and names its permit; with `setAside` this store took the place of a damaged one.
 */
export type JournalContent =
  | { readonly kind: "begun"; readonly data: { readonly scan: Scan } }
  | { readonly kind: "decided"; readonly data: { readonly scan: Scan; readonly decision: Decision } }
  | { readonly kind: "uploaded"; readonly data: { readonly scanIds: readonly ScanId[] } }
  | { readonly kind: "overridden"; readonly data: OperatorsWord & { readonly permit: ScanId } }
  | { readonly kind: "annulled"; readonly data: Annulment & { readonly withdrawn: boolean } }
  | { readonly kind: "operator"; readonly data: OperatorsAct }
  | { readonly kind: "setAside"; readonly data: SetAside }
  | {
      readonly kind: "quarantined" | "requeued" | "setAsideAccepted";
      readonly data: Readonly<Record<string, never>>;
    };

/** One line of the journal, for people and reports. */
export type JournalEntry = JournalContent & {
  readonly seq: number;
  readonly atMs: number;
  /** Null for what is about several scans, or about none. */
  readonly scanId: ScanId | null;
  /** For decided entries: where the scan stands now. */
  readonly state: QueueState | null;
};

/**
 * What a device must not forget. Synchronous: what returned is on disk, what threw a {@link StorageError} did not happen.
 * A store serves one scanner with all its lanes, and is closed with it; it issues the scan ids.
 *
 * - `begin` writes that a request for this scan is about to leave. `commit` with its id closes it; without one it gives an id.
 * - `commit` writes decision, ledger and queue in one transaction and is the only maker of permits. A permit that was not
 *   decided online is queued for upload; everything else is kept for audit only. Committing an id twice is an error. A permit
 *   that overrides a denial also marks that one as overridden; where it is no denial, or was overridden before, that is an error.
 * - `unfinished` are the scans begun and never committed, oldest first.
 * - `ledgerEntry` is the newest memory of a ticket. One event's memory is passed over only where both event ids are known and
 *   differ. Nothing that happens to the queue changes the ledger, but an annulment before the upload.
 * - `holdsUnacknowledged`: whether permits for this ticket still wait for the service to take them (quarantine included).
 * - `doubtfulSinceMs`: the scan time of the newest scan of this ticket that is in doubt (as `counts` counts them), newest by
 *   its id; null if none.
 * - `devicesWithPending` in the order of their oldest pending scan; `pending` in queue order, which is the order of decision
 *   except that a re-queued scan takes its place anew.
 * - `acknowledge` ends the upload of these scans for good, `quarantine` sets one aside, `requeue` brings it back. A scan that is
 *   not in the state that this needs is an error, and nothing is done.
 * - `decided` is one decided scan, null where there is none of this id.
 * - `annul` says that nobody went through on a permit. `withdrawn`: the service had not taken it, so it leaves the queue for good, and
 *   the ledger is as if it had never been; what later scans wrote there stays. `noted`: it was uploaded, or permitted online:
 *   nothing but the entry. Annulling twice, or what is no permit, is an error.
 * - `admittedUnknown`: entries of unknown tickets that were admitted and wait for the service to take them (quarantine included).
 * - `noteAct` writes down what an operator did; it changes nothing else.
 * - `journal` reads entries in order, those after `afterSeq`, at most `limit`; with `state`, only decided scans in that state.
 * - `counts().inDoubt`: scans sent and not answered (begun ones included) whose upload was not acknowledged.
 * - `lastEntryAtMs` is the wall clock of the newest entry, null for an empty journal.
 */
export interface ScanStore {
  configuration(): StoredConfiguration | null;
  saveConfiguration(configuration: StoredConfiguration): void;

  begin(scan: Scan, atMs: number): ScanId;
  commit(scan: Scan, decision: Decision, atMs: number, scanId?: ScanId): Permit | Denial;
  unfinished(): readonly QueuedScan[];

  ledgerEntry(ticketKey: string, eventId: string | null): LedgerEntry | null;
  holdsUnacknowledged(ticketKey: string): boolean;
  doubtfulSinceMs(ticketKey: string): number | null;

  devicesWithPending(): readonly number[];
  pending(deviceId: number, limit: number): readonly QueuedScan[];
  acknowledge(scanIds: readonly ScanId[], atMs: number): void;
  quarantine(scanId: ScanId, atMs: number): void;
  requeue(scanId: ScanId, atMs: number): void;
  quarantined(): readonly QuarantinedScan[];
  counts(): StoreCounts;

  decided(scanId: ScanId): DecidedScan | null;
  annul(scanId: ScanId, annulment: Annulment, atMs: number): "withdrawn" | "noted";
  admittedUnknown(): number;

  noteAct(act: OperatorsAct, atMs: number): void;
  journal(query?: {
    readonly afterSeq?: number;
    readonly limit?: number;
    readonly state?: QueueState;
  }): readonly JournalEntry[];
  lastEntryAtMs(): number | null;
  close(): void;
}
