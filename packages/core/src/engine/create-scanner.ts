import { BehaviorSubject, Subject } from "rxjs";
import { createActor, type ActorRefFrom } from "xstate";
import { barcodeOf } from "../barcode/index.js";
import type { AlarmCode, Barcode, Direction, Frame, ScanId, Verdict } from "../domain/index.js";
import { DEFAULT_GATE_POLICY, LIMITS, maskedToken } from "../domain/index.js";
import { denial } from "../decide/index.js";
import { clockOf, type deviceMachine, type UploadOutcome } from "../lifecycle/index.js";
import { StorageError, type Cue, type Reply } from "../ports/index.js";
import { Alarms } from "./alarms.js";
import { Counts } from "./counts.js";
import { deviceMachineWith } from "./device-effects.js";
import { Lanes } from "./lanes.js";
import type { Read } from "./lane.js";
import { Readers } from "./readers.js";
import { ScanPath } from "./scan-path.js";
import { ScannerStopped, type CommandRefusal, type GateScanner, type LogEvent, type ScannerState } from "./scanner.js";
import { ServiceHealth } from "./service-health.js";
import { DEFAULT_TIMINGS, type ReaderSettings, type ScannerParts, type Timings } from "./settings.js";
import { Showing } from "./showing.js";
import { Uploads } from "./uploads.js";

/** What a read by hand is said to come from. */
const OPERATOR_READER = "operator";

/** Composes a gate from its ports and settings: the one place that supplies the machines with their effects. */
export function createScanner(parts: ScannerParts): GateScanner {
  return new Engine(parts);
}

class Engine implements GateScanner {
  readonly commands = {
    setDirection: (direction: Direction, lane?: string) => this.#setDirection(direction, lane),
    scan: (token: string, options?: { direction?: Direction; lane?: string }) => this.#scanByHand(token, options),
    retry: () => this.#device.send({ type: "retry" }),
    reconfigure: () => this.#whenOnline(() => this.#device.send({ type: "reconfigure" })),
    uploadNow: () => this.#whenOnline(() => this.#device.send({ type: "uploadNow" })),
    requeue: (scanId: ScanId) => this.#requeue(scanId),
  };

  readonly #parts: ScannerParts;
  readonly #stop = new AbortController();
  readonly #verdicts = new Subject<Verdict>();
  readonly #log = new Subject<LogEvent>();
  readonly #state: BehaviorSubject<ScannerState>;
  readonly #alarms: Alarms;
  readonly #health: ServiceHealth;
  readonly #uploads: Uploads;
  readonly #lanes: Lanes;
  readonly #readers: Readers;
  readonly #device: ActorRefFrom<typeof deviceMachine>;
  readonly #counts: Counts;
  #configureErrors = 0;
  #ending: Promise<void> | null = null;
  #ended = false;

  constructor(parts: ScannerParts) {
    this.#parts = parts;
    const { settings, time, random } = parts;
    const timings: Timings = { ...DEFAULT_TIMINGS, ...settings.timings };

    this.#alarms = new Alarms((code, message) => {
      this.#note(message === null ? "info" : "warn", message === null ? "alarmCleared" : "alarmRaised", {
        code,
        message,
      });
      this.#publish();
    });
    this.#counts = new Counts(parts.store, (error) => this.#noteFailure(error));
    this.#health = new ServiceHealth(this.#alarms, time);
    const showing = this.#createShowing();
    const scanPath = this.#createScanPath(timings, showing);
    this.#lanes = new Lanes(settings, time, {
      decide: (read) => scanPath.take(read),
      repeat: (read, shown) => showing.repeat(read, shown),
      turnAway: (read) => scanPath.turnAway(read),
    });
    this.#uploads = new Uploads({
      ...parts,
      timings,
      alarms: this.#alarms,
      stopped: this.#stop.signal,
      busy: () => this.#lanes.busy,
      noteReply: (reply) => this.#noteReply(reply),
    });
    this.#device = this.#createDevice(timings);
    this.#readers = new Readers(settings.readers, {
      time,
      random,
      timings,
      onFrame: (reader, frame, cue) => this.#onFrame(reader, frame, cue),
      onChange: () => this.#onReaderChange(),
      onFailure: (reader, error) => this.#note("warn", "readerFailed", { reader: reader.id, error: textOf(error) }),
    });
    this.#state = new BehaviorSubject(this.#stateNow());
  }

  get state$() {
    return this.#state.asObservable();
  }

  get verdicts$() {
    return this.#verdicts.asObservable();
  }

  get log$() {
    return this.#log.asObservable();
  }

  start(): void {
    this.#checkClockAgainstJournal();
    this.#closeUnfinished();
    this.#uploads.noteQuarantine();
    this.#device.subscribe(() => this.#publish());
    this.#device.start();
    this.#device.send({ type: "start" });
    this.#readers.open();
  }

  stop(): Promise<void> {
    this.#ending ??= this.#end();
    return this.#ending;
  }

  async #end(): Promise<void> {
    this.#stop.abort();
    this.#device.send({ type: "stop" });
    this.#publish();
    this.#lanes.close();
    await this.#closeReaders();
    this.#ended = true;
    this.#parts.store.close();
    for (const stream of [this.#verdicts, this.#log, this.#state]) stream.complete();
  }

  setAlarm(code: AlarmCode, message: string | null): void {
    this.#alarms.set(code, message);
  }

  #createShowing(): Showing {
    return new Showing({
      time: this.#parts.time,
      alarms: this.#alarms,
      outputs: this.#parts.settings.outputs ?? [],
      remember: (read, verdict) => this.#lanes.remember(read, verdict),
      publish: (verdict) => {
        this.#verdicts.next(verdict);
        this.#note("info", "verdict", { ...verdict });
        this.#publish();
      },
      noteOutputFailure: (error) => this.#note("error", "outputFailed", { error: textOf(error) }),
    });
  }

  #createScanPath(timings: Timings, showing: Showing): ScanPath {
    const { settings } = this.#parts;
    return new ScanPath({
      ...this.#parts,
      policy: { gate: settings.gate ?? DEFAULT_GATE_POLICY, offlineExits: settings.offlineExits ?? "lenient" },
      askTimeoutMs: timings.askTimeoutMs,
      stopped: this.#stop.signal,
      lifecycle: {
        operatingDevice: () => (this.#phase() === "operating" ? this.#device.getSnapshot().context.device : null),
        isOnline: () => this.#connectivity() === "online",
        noteUnreachable: () => this.#device.send({ type: "unreachable" }),
        noteQueued: () => this.#device.send({ type: "queued" }),
      },
      skewMs: () => this.#health.skewMs,
      noteReply: (reply) => this.#noteReply(reply),
      noteFailure: (error) => this.#noteFailure(error),
      noteSaved: () => this.#alarms.clear("STORAGE_FAILED"),
      show: (read, outcome) => showing.show(read, outcome),
    });
  }

  #createDevice(timings: Timings): ActorRefFrom<typeof deviceMachine> {
    const machine = deviceMachineWith({
      ...this.#parts,
      timings,
      stopped: this.#stop.signal,
      noteReply: (reply) => this.#noteReply(reply),
      noteFailure: (error) => this.#noteFailure(error),
      noteErrors: (errors) => {
        this.#configureErrors = errors === 0 ? 0 : Math.max(errors, this.#configureErrors); // only an OKAY calls it off
        this.#updateSupport();
      },
      uploadNext: () => this.#upload(),
    });
    return createActor(machine, { clock: clockOf(this.#parts.time) });
  }

  async #upload(): Promise<UploadOutcome> {
    try {
      return await this.#uploads.next();
    } catch (error) {
      this.#noteFailure(error);
      return { kind: "failed", retryAfterMs: null };
    } finally {
      this.#publish();
    }
  }

  #onFrame(reader: ReaderSettings, frame: Frame, cue: (cue: Cue) => void): void {
    const barcode = barcodeOf(frame);
    if (barcode === null) {
      this.#note("debug", "noise", { reader: reader.id, length: frame.text.length });
      return;
    }
    this.#offer(barcode, {
      direction: reader.direction ?? this.#lanes.directionOf(reader.lane),
      readerId: reader.id,
      lane: reader.lane,
      manual: false,
      cue,
      report: () => undefined,
    });
  }

  #scanByHand(token: string, options: { direction?: Direction; lane?: string } = {}): Promise<Verdict> {
    const barcode = barcodeOf({ text: token, symbology: null });
    if (barcode === null) {
      return Promise.reject(
        new RangeError(`a ticket has 1 to ${LIMITS.tokenLength} characters, this has ${token.length}`),
      );
    }
    const lane = options.lane ?? this.#lanes.first;
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new ScannerStopped());
      if (this.#stop.signal.aborted) return refuse();
      this.#stop.signal.addEventListener("abort", refuse);
      this.#offer(barcode, {
        direction: options.direction ?? this.#lanes.directionOf(lane),
        readerId: OPERATOR_READER,
        lane,
        manual: true,
        cue: () => undefined,
        report: (verdict) => {
          this.#stop.signal.removeEventListener("abort", refuse);
          resolve(verdict);
        },
      });
    });
  }

  #offer(barcode: Barcode, read: Omit<Read, "barcode" | "scanTimeMs" | "readAtMs">): void {
    const { time } = this.#parts;
    const joined = !this.#lanes.offer({ ...read, barcode, scanTimeMs: time.wallMs(), readAtMs: time.monotonicMs() });
    if (joined) this.#note("debug", "readJoined", { reader: read.readerId, token: maskedToken(barcode.token) });
  }

  #setDirection(direction: Direction, lane?: string): void {
    this.#lanes.turn(direction, lane);
    this.#publish();
  }

  #requeue(scanId: ScanId): void {
    this.#parts.store.requeue(scanId, this.#parts.time.wallMs());
    this.#uploads.noteQuarantine();
    this.#device.send({ type: "queued" });
    this.#publish();
  }

  #whenOnline(act: () => void): "accepted" | CommandRefusal {
    const phase = this.#phase();
    if (phase !== "operating") return phase === "stopping" ? "stopped" : "notOperating";
    if (this.#connectivity() === "offline") return "offline";
    act();
    return "accepted";
  }

  #noteReply(reply: Reply<unknown>): void {
    this.#health.note(reply);
    this.#updateSupport();
    if (reply.kind !== "answered") this.#note("warn", "serviceTrouble", { ...reply });
  }

  /** The store failed, or something unforeseen happened: either way the gate stayed shut. */
  #noteFailure(error: unknown): void {
    this.#note("error", error instanceof StorageError ? "storageFailed" : "unforeseen", { error: textOf(error) });
    if (error instanceof StorageError) this.#alarms.raise("STORAGE_FAILED", error.message);
  }

  #updateSupport(): void {
    const errors = this.#configureErrors;
    const refused =
      errors >= LIMITS.errorsUntilSupport ? `The service has refused to configure this device ${errors} times` : null;
    const senseless = this.#health.makesNoSense ? "The service goes on giving answers that make no sense" : null;
    const trouble = refused ?? senseless;
    this.#alarms.set("CONTACT_SUPPORT", trouble === null ? null : `${trouble}: contact Ticketmaster support`);
  }

  #onReaderChange(): void {
    const lost = this.#readers
      .states()
      .filter(({ status, reason }) => status === "backingOff" || (status === "opening" && reason !== undefined));
    const message = lost.map(({ id, reason }) => `${id}: ${reason ?? "lost"}`).join("; ");
    this.#alarms.set("READER_LOST", lost.length === 0 ? null : message);
    this.#publish();
  }

  /** Scans that were begun and never decided are in doubt: denied, and left to the operator. */
  #closeUnfinished(): void {
    const { store, time } = this.#parts;
    for (const { scanId, scan } of store.unfinished()) {
      const message = "The device stopped before this scan was answered";
      try {
        store.commit(scan, denial("SCAN_AGAIN", "device", { message, inDoubt: true }), time.wallMs(), scanId);
      } catch (error) {
        return this.#noteFailure(error); // They stay as they are, in doubt, until the disk works at a start.
      }
      this.#note("warn", "unfinishedScan", {
        scanId,
        token: maskedToken(scan.barcode.token),
        scanTimeMs: scan.scanTimeMs,
      });
    }
  }

  #checkClockAgainstJournal(): void {
    const lastMs = this.#parts.store.lastEntryAtMs();
    if (lastMs === null || this.#parts.time.wallMs() >= lastMs) return;
    this.#alarms.raise("CLOCK_WRONG", "This device's clock is behind its own last journal entry: set it");
  }

  async #closeReaders(): Promise<void> {
    let cancel = () => {};
    const patience = new Promise<void>((resolve) => {
      cancel = this.#parts.time.after(LIMITS.closeReadersMs, resolve);
    });
    await Promise.race([this.#readers.close(), patience]);
    cancel();
  }

  #phase(): ScannerState["phase"] {
    const snapshot = this.#device.getSnapshot();
    if (this.#stop.signal.aborted) return "stopping";
    if (snapshot.matches("operating")) return "operating";
    return snapshot.matches({ configuring: "refused" }) ? "refused" : "configuring";
  }

  #connectivity(): ScannerState["connectivity"] {
    return this.#device.getSnapshot().matches({ operating: { connectivity: "online" } }) ? "online" : "offline";
  }

  #stateNow(): ScannerState {
    const { pending, quarantined, inDoubt } = this.#counts.now();
    return {
      phase: this.#phase(),
      connectivity: this.#connectivity(),
      device: this.#phase() === "operating" ? this.#device.getSnapshot().context.device : null,
      direction: this.#lanes.direction,
      pendingUploads: pending,
      quarantined,
      inDoubt,
      lastUploadTimeMs: this.#uploads.lastUploadTimeMs,
      readers: this.#readers.states(),
      alarms: this.#alarms.list(),
    };
  }

  #publish(): void {
    if (!this.#ended) this.#state.next(this.#stateNow());
  }

  #note(level: LogEvent["level"], event: string, data: LogEvent["data"]): void {
    this.#log.next({ level, event, data });
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
