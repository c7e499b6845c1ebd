import type { Observable } from "rxjs";
import type { Alarm, AlarmCode } from "../domain/alarm.js";
import type { Verdict } from "../domain/decision.js";
import type { ConfiguredDevice } from "../domain/device.js";
import type { OperatorsWord } from "../domain/exception.js";
import type { Direction } from "../domain/gate.js";
import type { ScanId } from "../domain/scan.js";

/**
 * A reader as an operator sees it. `reason` says why it is not open, and what to do; `model` is the make of its scanner, where the
 * driver knows it; `note` tells how an open scanner is held, where that is worth a word.
 */
export interface ReaderState {
  readonly id: string;
  readonly lane: string;
  readonly status: "closed" | "opening" | "open" | "backingOff";
  readonly reason?: string;
  readonly model?: string;
  readonly note?: string;
}

/** A way through the gate. `direction` is what a read there means, unless its readers mean different ones. */
export interface LaneState {
  readonly id: string;
  readonly direction: Direction;
  /** A read has been in hand for some time already, and its verdict is still to come. Else left out. */
  readonly checking?: true;
}

/** The whole scanner at one moment. Times in Unix milliseconds. */
export interface ScannerState {
  readonly phase: "configuring" | "refused" | "operating" | "stopping";
  readonly connectivity: "online" | "offline";
  /** Why the service was not reached when it was last asked, and what to look at; null where it was, whatever it said. */
  readonly serviceTrouble: string | null;
  readonly device: ConfiguredDevice | null;
  /** The direction that the whole gate was last turned to. */
  readonly direction: Direction;
  readonly lanes: readonly LaneState[];
  /** Permitted offline and not yet taken by the service, without the quarantined. */
  readonly pendingUploads: number;
  readonly quarantined: number;
  readonly inDoubt: number;
  /** Unknown tickets let in that the service has not taken yet, and how many may be; null where the venue allows none. */
  readonly unknownTickets: { readonly admitted: number; readonly max: number } | null;
  readonly lastUploadTimeMs: number | null;
  readonly readers: readonly ReaderState[];
  readonly alarms: readonly Alarm[];
}

/** Something worth a line in a log. Tokens in it are masked; there is never a key in it. */
export interface LogEvent {
  readonly level: "debug" | "info" | "warn" | "error";
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Why a command was not carried out. */
export type CommandRefusal = "offline" | "notOperating" | "stopped";

/** The scanner was stopped before a ticket typed in by hand was decided. If it was already sent, the scan is in doubt. */
export class ScannerStopped extends Error {
  override readonly name = "ScannerStopped";
  constructor() {
    super("the scanner was stopped before this ticket was decided");
  }
}

/**
 * Why an operator's exception was not made. `unknownScan`: there is no decided scan of this id. `notDenied`: it was permitted, so that
 * there is nothing to override. `overridden`, `annulled`: that was done before. `notPermitted`: a denial let nobody in.
 * `inFlight`: it is on its way to the service at this moment; try again when its answer is there.
 */
export type ExceptionRefusal =
  | "notOperating"
  | "unknownScan"
  | "notDenied"
  | "overridden"
  | "notPermitted"
  | "annulled"
  | "inFlight";

/** An override or an annulment was refused, and nothing was done. */
export class ExceptionRefused extends Error {
  override readonly name = "ExceptionRefused";
  readonly code: ExceptionRefusal;
  constructor(code: ExceptionRefusal, message: string) {
    super(message);
    this.code = code;
  }
}

/** What an operator, or an app on an operator's behalf, can ask for. */
export interface ScannerCommands {
  /**
   * Turns a lane around, or (without `lane`) the whole gate, but for lanes whose readers always mean one direction: where there is no
   * other to turn, that is a RangeError, as is a lane that is not there. `means`: by what it was asked for, in a word or two (`LIMITS.meansLength`), for the
   * journal. A journal that can't be written keeps nobody from turning the gate: STORAGE_FAILED is raised, and the log has it.
   */
  setDirection(direction: Direction, lane?: string, means?: string): void;
  /**
   * A ticket typed in by hand: decided like a read, in its lane's order, and never taken for a re-read. Rejects with a
   * RangeError where this can't be a ticket, and with {@link ScannerStopped}.
   */
  scan(token: string, options?: { readonly direction?: Direction; readonly lane?: string }): Promise<Verdict>;
  /** Sends Device Configure again now, without waiting for the back-off. */
  retry(): void;
  /** Registers the device anew. Scans are denied until it is answered OKAY; refused while offline. `means` as above. */
  reconfigure(means?: string): "accepted" | CommandRefusal;
  /** Uploads what is pending now, also after the service refused the format. */
  uploadNow(): "accepted" | CommandRefusal;
  /** Puts a quarantined scan back into the queue. */
  requeue(scanId: ScanId): void;
  /**
   * Lets somebody pass against a denial, on the word of an operator (promise P14): a permit of its own, uploaded like one decided
   * offline. It opens the gate of the denied scan's lane, or of `lane`. Online or offline; each denial once. Rejects with an
   * {@link ExceptionRefused}, with a RangeError where role, reason or lane can't be, with {@link ScannerStopped}, and with a
   * `StorageError` where the denial can't be read.
   */
  override(scanId: ScanId, word: OperatorsWord & { readonly lane?: string }): Promise<Verdict>;
  /**
   * Says that nobody went through on a permit (promise P14). `withdrawn`: it was not uploaded yet and never will be, and the
   * ticket is where it was before. `noted`: the service knows of it already, so that it is only noted in the journal. Throws an
   * {@link ExceptionRefused}, a RangeError where role or reason can't be, and a `StorageError`.
   */
  annul(scanId: ScanId, word: OperatorsWord): "withdrawn" | "noted";
}

/** A running gate. */
export interface GateScanner {
  /** Begins to configure and opens the readers. Once, over a store that no other scanner was started with; else it throws. */
  start(): void;
  /** Ends within 2.5 s: readers closed, the request in hand left in doubt, the store closed. */
  stop(): Promise<void>;
  /** The state now, and after every change. */
  readonly state$: Observable<ScannerState>;
  /** Every verdict, in the order decided. */
  readonly verdicts$: Observable<Verdict>;
  readonly log$: Observable<LogEvent>;
  readonly commands: ScannerCommands;
  /** Raises an alarm, or with null clears it: about a part of the gate whose trouble only its composer knows of. */
  setAlarm(code: AlarmCode, message: string | null): void;
}
