import type { ConfiguredDevice, Decision, Scan, ScanId, TicketPlace } from "../domain/index.js";
import { LIMITS, messageOf } from "../domain/index.js";
import { atOnce } from "../domain/shape-of.js";
import {
  courseOf,
  decideOffline,
  decideOnline,
  decideOverride,
  denial,
  pointingToDoubt,
  validityOf,
  type LocalPolicy,
} from "../decide/index.js";
import type { Denial, OfflineValidator, Permit, Reply, ScanStore, TicketService, Time } from "../ports/index.js";
import { StorageError } from "../ports/index.js";
import type { DeviceClock } from "./device-clock.js";
import type { Read } from "./lane.js";
import { limited } from "./limited.js";

/** What the scan path asks of the lifecycle, and tells it. */
export interface Lifecycle {
  /** The device, while operating; null while nothing may be permitted (promise P1). */
  operatingDevice(): ConfiguredDevice | null;
  isOnline(): boolean;
  noteUnreachable(): void;
  noteQueued(): void;
  /** The service finds a scan malformed, as it does where it does not know this device any more. */
  noteQuestioned(): void;
}

/** What the scan path is built from. */
export interface ScanPathParts {
  readonly service: TicketService;
  readonly store: ScanStore;
  readonly validators: readonly OfflineValidator[];
  readonly policy: LocalPolicy;
  readonly time: Time;
  readonly askTimeoutMs: number;
  readonly lifecycle: Lifecycle;
  /** Aborted when the scanner stops. */
  readonly stopped: AbortSignal;
  readonly clock: DeviceClock;
  readonly noteReply: (reply: Reply<unknown>) => void;
  readonly noteFailure: (error: unknown) => void;
  readonly noteSaved: () => void;
  readonly show: (read: Read, outcome: Outcome) => void;
}

/** What there is to show of a read: a saved permit or denial, or a denial that could not be saved. */
export type Outcome = Permit | Denial | { readonly outcome: "unsaved"; readonly decision: Decision };

/**
 * The one way of a scan, from the line in front of the gate to what the gate shows. It reads from top to bottom: every
 * verdict is made here, and no permit leaves here that the store has not committed (promises P1, P9, P13).
 */
export class ScanPath {
  readonly #parts: ScanPathParts;
  #questionedAtMs = -Infinity;

  constructor(parts: ScanPathParts) {
    this.#parts = parts;
  }

  /** Decides one read. Never rejects: where the unforeseen happens, the gate stays shut. */
  async take(read: Read): Promise<void> {
    try {
      await this.#decide(read);
    } catch (error) {
      this.#parts.noteFailure(error);
      if (error instanceof StorageError) this.#showUnsaved(read, "STORAGE_FAILED");
      else this.#showUnsaved(read, "GENERAL_ERROR", "This device failed to decide: call the operator");
    }
  }

  /** Denies a read that must not wait any longer. */
  turnAway(read: Read): void {
    this.#showUnsaved(read, "SCAN_AGAIN");
  }

  async #decide(read: Read): Promise<void> {
    const { store, service, time, lifecycle, stopped } = this.#parts;
    if (stopped.aborted) return;

    const device = lifecycle.operatingDevice();
    if (device === null) return this.#showUnsaved(read, "NOT_CONFIGURED");

    const scan = scanOf(read, device, this.#parts.clock.skewMs);
    const doubtful = store.doubtfulSinceMs(scan.barcode.ticketKey) !== null;
    const settle = (decision: Decision, scanId?: ScanId) =>
      this.#settle(read, scan, doubtful ? pointingToDoubt(decision) : decision, scanId);

    if (read.overruling) return settle(decideOverride(scan, read.overruling, store, this.#parts.policy));
    if (time.monotonicMs() - read.readAtMs > LIMITS.staleReadMs) return settle(denial("SCAN_AGAIN", "device"));
    if (!lifecycle.isOnline()) return settle(this.#offline(scan, false));

    const held = store.holdsUnacknowledged(scan.barcode.ticketKey); // an upload may be taken before the answer is here
    const scanId = atOnce(store.begin(scan, time.wallMs()), "store.begin"); // durable before the request leaves
    const reply = await limited(time, this.#parts.askTimeoutMs, stopped, (signal) => service.ask(scan, signal));
    if (stopped.aborted) return; // begun and not committed: in doubt, for the operator
    settle(this.#decisionFor(scan, reply, held), scanId);
  }

  #decisionFor(scan: Scan, reply: Reply<readonly TicketPlace[]>, held: boolean): Decision {
    const { store, policy, lifecycle, noteReply } = this.#parts;
    noteReply(reply);
    const course = courseOf(reply);
    switch (course.kind) {
      case "obey":
        if (course.answer.status === "BAD_REQUEST") this.#question();
        return decideOnline(scan, course.answer, held, store, policy);
      case "deny":
        return denial(course.status, "online");
      case "decideOffline":
        lifecycle.noteUnreachable();
        return this.#offline(scan, course.inDoubt);
    }
  }

  /** Now and then only: a code that somebody scans on and on must not keep the device from scanning. */
  #question(): void {
    const { time, lifecycle } = this.#parts;
    const nowMs = time.monotonicMs();
    if (nowMs - this.#questionedAtMs < LIMITS.questionPauseMs) return;
    this.#questionedAtMs = nowMs;
    lifecycle.noteQuestioned();
  }

  #offline(scan: Scan, inDoubt: boolean): Decision {
    const { validators, clock, store, policy } = this.#parts;
    const validity = validityOf(scan.barcode, clock.isPlainlyWrong() ? null : scan.scanTimeMs, validators);
    return decideOffline(scan, inDoubt, validity, store, policy);
  }

  /** Saves a decision, then shows it. What can't be saved permits nothing; a denial is shown all the same. */
  #settle(read: Read, scan: Scan, decision: Decision, scanId?: ScanId): void {
    const { store, time, lifecycle, noteFailure, noteSaved, show } = this.#parts;
    let saved: Permit | Denial;
    try {
      saved = atOnce(store.commit(scan, decision, time.wallMs(), scanId), "store.commit");
      if (saved.outcome !== decision.outcome) throw new TypeError("the store made something else of a decision");
    } catch (error) {
      noteFailure(error);
      return show(read, { outcome: "unsaved", decision: decision.outcome === "deny" ? decision : unsavable(decision) });
    }
    noteSaved();
    if (saved.outcome === "permit" && decision.source !== "online") lifecycle.noteQueued();
    show(read, saved);
  }

  #showUnsaved(read: Read, status: string, message = messageOf(status)): void {
    this.#parts.show(read, { outcome: "unsaved", decision: denial(status, "device", { message }) });
  }
}

/** A permit that the disk refused. Where the service has already said OKAY, the scan stays in doubt. */
function unsavable(permit: Decision): Decision {
  return {
    ...permit,
    outcome: "deny",
    status: "STORAGE_FAILED",
    message: messageOf("STORAGE_FAILED"),
    inDoubt: permit.inDoubt || permit.source === "online",
    ledger: null,
  };
}

function scanOf(read: Read, device: ConfiguredDevice, skewMs: number | null): Scan {
  const { barcode, direction, scanTimeMs, readerId, lane } = read;
  return { barcode, direction, device, scanTimeMs, skewMs, deviceOs: "Printed", channelId: null, readerId, lane };
}
