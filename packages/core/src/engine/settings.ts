import type { Observable } from "rxjs";
import type { DeviceIdentity } from "../domain/device.js";
import type { Direction, GatePolicy } from "../domain/gate.js";
import type { GateOutput } from "../ports/gate-output.js";
import type { OfflineValidator } from "../ports/offline-validator.js";
import type { ScanStore } from "../ports/scan-store.js";
import type { ScannerDriver, WantedScanner } from "../ports/scanner-driver.js";
import type { TicketService } from "../ports/ticket-service.js";
import type { Random, Time } from "../ports/time.js";

/** How long things take, in milliseconds. Sources: the 3 seconds are the Presence overview's, the others are ours. */
export const DEFAULT_TIMINGS = {
  /** No answer to enter or exit by then is a time-out (Presence overview, F.A.Q.). */
  askTimeoutMs: 3_000,
  /** The same for Device Configure and Device Information. */
  configureTimeoutMs: 5_000,
  /** After a time-out Device Configure is sent again: first within this, later at most `configureRetryMaxMs` apart. */
  configureRetryMs: 2_000,
  configureRetryMaxMs: 15_000,
  /** After an error it is sent again more slowly. */
  refusedRetryMs: 10_000,
  refusedRetryMaxMs: 30_000,
  /** Online, an idle gate probes the service once it was not heard for so long (jittered down to half of it); 0: never. */
  idleProbeMs: 30_000,
  /** Offline, the service is probed: first after this, later at most `probeMaxMs` apart. */
  probeMs: 1_000,
  probeMaxMs: 15_000,
  /** Between the first good probe and the one that confirms it. */
  probeConfirmMs: 1_000,
  uploadTimeoutMs: 30_000,
  /** Between two batches, so that uploads never crowd out a live scan. */
  uploadPaceMs: 100,
  uploadRetryMs: 2_000,
  uploadRetryMaxMs: 60_000,
  /** A lost scanner is looked for again: first after this, later at most `readerRetryMaxMs` apart. */
  readerRetryMs: 250,
  readerRetryMaxMs: 5_000,
  /** Auto-detection looks for scanners at most this far apart; a look enumerates all USB devices, and may start a process. */
  readerLookMs: 2_000,
  /** The same where attach events tell of scanners: an event may be missed all the same. */
  readerLookWatchedMs: 15_000,
} as const;

/** {@link DEFAULT_TIMINGS}, any of them changed. */
export type Timings = { readonly [Name in keyof typeof DEFAULT_TIMINGS]: number };

/** A reader's name, and the way through the gate that it stands at. */
export interface ReaderPlace {
  readonly id: string;
  /** Readers of one lane share its queue, re-reads and outputs. */
  readonly lane: string;
  /** Set where a reader always means one direction; else the lane's own direction counts. */
  readonly direction?: Direction;
}

/** One scanner that was named, and its place. */
export interface ReaderSettings<DriverSettings = unknown> extends ReaderPlace {
  readonly driver: ScannerDriver<DriverSettings>;
  /** Which scanner: anything that tells it among those that the driver finds. */
  readonly info: WantedScanner;
  /** The driver's own; `{}` where it has a default for everything. `satisfies ReaderSettings<SerialSettings>` has a compiler look at them. */
  readonly settings: DriverSettings;
}

/** A driver by which scanners are looked for, and the settings that they are opened with. */
export interface AutoDriver<DriverSettings = unknown> {
  readonly driver: ScannerDriver<DriverSettings>;
  readonly settings: DriverSettings;
}

/**
 * Every scanner that is plugged in and that a driver recognises (`ScannerInfo.model`), as soon as it is there. Each becomes a reader
 * of its own, named by `scannerIdentity`, and stays one when it goes: lost until it is back. Never taken is what another reader
 * names, and never one scanner by two drivers. There can be one such source; `id` names it where it has found nothing.
 */
export interface AutoReaders extends ReaderPlace {
  /** In order of preference: a scanner that several can read is the first one's. */
  readonly drivers: readonly AutoDriver[];
  /** Something was plugged in or out: a look at once. Without it scanners are found by looking now and then. */
  readonly changes$?: Observable<unknown>;
  /** What stands in the way of finding any, each as a sentence without its full stop. Asked while nothing is found; never rejects. */
  readonly obstacles?: () => Promise<readonly string[]>;
}

/** A gate output, for one lane or (without `lane`) for all. */
export interface OutputSettings {
  readonly lane?: string;
  readonly output: GateOutput;
}

/** What is peculiar to this gate. Everything but the device and its readers has a default. */
export interface ScannerSettings {
  /** Who this device is to the service: the body of Device Configure. */
  readonly device: DeviceIdentity;
  /** By what offline decisions go; online the service rules. Left out: `DEFAULT_GATE_POLICY`. */
  readonly gate?: GatePolicy;
  /** Which way the gate is turned at the start; `commands.setDirection` turns it later. Left out: `"enter"`. */
  readonly direction?: Direction;
  /** Each with an id of its own. None at all is a gate for tickets that are typed in, with the lane `"1"`. */
  readonly readers: readonly (ReaderSettings | AutoReaders)[];
  /** What opens, or shows a light. Left out: none, and `verdicts$` alone tells. */
  readonly outputs?: readonly OutputSettings[];
  /** Offline, who may go out: whom nothing speaks against (the default), or only who is recorded as inside. */
  readonly offlineExits?: "lenient" | "ledger";
  /**
   * Offline, let tickets in that no validator knows (promise P14): as long as fewer than `max` of those wait for the service to
   * take them. Left out: none.
   */
  readonly unknownTickets?: { readonly max: number };
  /** A re-read within this window, in milliseconds, is the same scan (promise P8). 0 turns it off; left out: 2000. */
  readonly rereadWindowMs?: number;
  /** Ask Device Information after Device Configure, as part of the start. */
  readonly verifyDevice?: boolean;
  /** Let the device start with a stored configuration that is not older than this, if the endpoint can't be reached (promise P1). */
  readonly startWithStoredConfiguration?: { readonly maxAgeMs: number };
  /** When this software was built, in Unix milliseconds: a clock that says an earlier time is plainly wrong. */
  readonly builtAtMs?: number;
  /** Any of {@link DEFAULT_TIMINGS}, changed: for tests and unusual networks. */
  readonly timings?: Partial<Timings>;
}

/** Everything a scanner is built from: the ports, and the settings. */
export interface ScannerParts {
  /** `presenceService` of `@usher/presence`. */
  readonly service: TicketService;
  /** That of `openScanStore` of `@usher/storage`: of this scanner alone, and closed when it stops. */
  readonly store: ScanStore;
  /** Asked offline, in this order: the first answer that is not `unknown` decides. With none, nobody gets in offline. */
  readonly validators: readonly OfflineValidator[];
  /** `systemTime` of `@usher/devices`; `VirtualTime` in tests. */
  readonly time: Time;
  /** `{ next: Math.random }`; `SeededRandom` in tests. */
  readonly random: Random;
  readonly settings: ScannerSettings;
}
