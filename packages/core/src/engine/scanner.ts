import type { Observable } from "rxjs";
import type { Alarm, AlarmCode } from "../domain/alarm.js";
import type { Verdict } from "../domain/decision.js";
import type { ConfiguredDevice } from "../domain/device.js";
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

/** The whole scanner at one moment. Times in Unix milliseconds. */
export interface ScannerState {
  readonly phase: "configuring" | "refused" | "operating" | "stopping";
  readonly connectivity: "online" | "offline";
  readonly device: ConfiguredDevice | null;
  readonly direction: Direction;
  /** Permitted offline and not yet taken by the service, without the quarantined. */
  readonly pendingUploads: number;
  readonly quarantined: number;
  readonly inDoubt: number;
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

/** What an operator, or an app on an operator's behalf, can ask for. */
export interface ScannerCommands {
  /** Turns a lane around, or (without `lane`) the whole gate. */
  setDirection(direction: Direction, lane?: string): void;
  /**
   * A ticket typed in by hand: decided like a read, in its lane's order, and never taken for a re-read. Rejects with a
   * RangeError where this can't be a ticket, and with {@link ScannerStopped}.
   */
  scan(token: string, options?: { readonly direction?: Direction; readonly lane?: string }): Promise<Verdict>;
  /** Sends Device Configure again now, without waiting for the back-off. */
  retry(): void;
  /** Registers the device anew. Scans are denied until it is answered OKAY; refused while offline. */
  reconfigure(): "accepted" | CommandRefusal;
  /** Uploads what is pending now, also after the service refused the format. */
  uploadNow(): "accepted" | CommandRefusal;
  /** Puts a quarantined scan back into the queue. */
  requeue(scanId: ScanId): void;
}

/** A running gate. */
export interface GateScanner {
  /** Begins to configure and opens the readers. */
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
