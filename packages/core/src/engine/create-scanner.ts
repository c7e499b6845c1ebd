import { BehaviorSubject, Subject } from "rxjs";
import { createActor, type ActorRefFrom } from "xstate";
import type { AlarmCode, Verdict } from "../domain/index.js";
import { clockOf, type deviceMachine, type UploadOutcome } from "../lifecycle/index.js";
import { StorageError, type Reply } from "../ports/index.js";
import { Alarms } from "./alarms.js";
import { checkedParts } from "./checked-parts.js";
import { commandsOf } from "./commands.js";
import { Counts, tellCounts, type Counted } from "./counts.js";
import { deviceMachineWith } from "./device-effects.js";
import { DeviceClock } from "./device-clock.js";
import { DeviceView } from "./device-view.js";
import { Exceptions } from "./exceptions.js";
import { failureOf, textOf } from "./failure.js";
import { Intake } from "./intake.js";
import { Lanes } from "./lanes.js";
import { settleLastRun, takeStore } from "./last-run.js";
import { policyOf, unknownTicketsOf } from "./policy.js";
import { Readers } from "./readers.js";
import { safely } from "./safely.js";
import { ScanPath } from "./scan-path.js";
import type { GateScanner, LogEvent, ScannerCommands, ScannerState } from "./scanner.js";
import { ServiceHealth } from "./service-health.js";
import { DEFAULT_TIMINGS, type ScannerParts, type Timings } from "./settings.js";
import { Showing } from "./showing.js";
import { Uploads } from "./uploads.js";

/**
 * Composes a gate from its ports and settings: the one place that supplies the machines with their effects. Throws a TypeError that
 * names everything in them that is not what it should be.
 */
export function createScanner(parts: ScannerParts): GateScanner {
  return new Engine(checkedParts(parts));
}

class Engine implements GateScanner {
  readonly commands: ScannerCommands;

  readonly #parts: ScannerParts;
  readonly #note = (level: LogEvent["level"], event: string, data: LogEvent["data"]): void =>
    this.#log.next({ level, event, data });
  /** The store failed, or something unforeseen happened: either way the gate stayed shut. */
  readonly #noteFailure = (error: unknown): void => {
    const { event, data } = failureOf(error);
    this.#note("error", event, data);
    if (error instanceof StorageError) this.#alarms.raise("STORAGE_FAILED", error.message);
  };
  readonly #stop = new AbortController();
  readonly #verdicts = new Subject<Verdict>();
  readonly #log = new Subject<LogEvent>();
  readonly verdicts$ = this.#verdicts.asObservable();
  readonly log$ = this.#log.asObservable();
  readonly #state: BehaviorSubject<ScannerState>;
  readonly #alarms: Alarms;
  readonly #clock: DeviceClock;
  readonly #health: ServiceHealth;
  readonly #uploads: Uploads;
  readonly #lanes: Lanes;
  readonly #intake: Intake;
  readonly #exceptions: Exceptions;
  readonly #readers: Readers;
  readonly #device: ActorRefFrom<typeof deviceMachine>;
  readonly #view: DeviceView;
  readonly #counts: Counts;
  #ending: Promise<void> | null = null;
  /** From the end of the construction to the end of the stop. */
  #tells = false;

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
    this.#counts = new Counts(parts.store, this.#noteFailure);
    this.#clock = new DeviceClock(time, this.#alarms, settings.builtAtMs);
    this.#health = new ServiceHealth(this.#alarms, time, this.#note);
    const showing = this.#createShowing();
    const scanPath = this.#createScanPath(timings, showing);
    this.#lanes = new Lanes(settings, time, {
      decide: (read) => scanPath.take(read),
      repeat: (read, shown) => showing.repeat(read, shown),
      turnAway: (read) => scanPath.turnAway(read),
      onChecking: () => this.#publish(),
    });
    this.#intake = new Intake({ time, lanes: this.#lanes, stopped: this.#stop.signal, note: this.#note });
    this.#uploads = new Uploads({
      ...parts,
      timings,
      alarms: this.#alarms,
      stopped: this.#stop.signal,
      busy: () => this.#lanes.busy,
      noteReply: (reply) => this.#noteReply(reply),
      onProgress: () => this.#publish(),
    });
    this.#exceptions = this.#createExceptions();
    this.#device = this.#createDevice(timings);
    this.#view = new DeviceView(this.#device);
    this.commands = commandsOf({
      ...parts,
      alarms: this.#alarms,
      lanes: this.#lanes,
      intake: this.#intake,
      exceptions: this.#exceptions,
      view: this.#view,
      phase: () => this.#phase(),
      send: (event) => {
        if (!this.#stop.signal.aborted) this.#device.send(event);
      },
      note: this.#note,
      noteFailure: this.#noteFailure,
      publish: () => this.#publish(),
    });
    this.#readers = new Readers(settings.readers, {
      time,
      random,
      timings,
      onFrame: (reader, frame, cue) => this.#intake.takeFrame(reader, frame, cue),
      onChange: () => this.#onReaderChange(),
      onFailure: (reader, error) => this.#note("warn", "readerFailed", { reader: reader.id, error: textOf(error) }),
      note: this.#note,
    });
    this.#state = new BehaviorSubject(this.#stateNow(this.#counts.now()));
    this.#tells = true;
  }

  get state$() {
    return this.#state.asObservable();
  }

  start(): void {
    const { store } = this.#parts;
    takeStore(store, this.#stop.signal);
    safely(() => this.#clock.noteJournal(store.lastEntryAtMs()), this.#noteFailure);
    settleLastRun({ ...this.#parts, note: this.#note, noteFailure: this.#noteFailure });
    this.#publish();
    this.#exceptions.start();
    this.#view.onChange(() => this.#publish());
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
    await this.#readers.close();
    this.#exceptions.close();
    this.#tells = false;
    safely(() => this.#parts.store.close(), this.#noteFailure);
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
      policy: policyOf(settings),
      askTimeoutMs: timings.askTimeoutMs,
      stopped: this.#stop.signal,
      lifecycle: {
        operatingDevice: () => (this.#stop.signal.aborted ? null : this.#view.now().device),
        isOnline: () => this.#view.now().connectivity === "online",
        noteUnreachable: () => this.#device.send({ type: "unreachable" }),
        noteQueued: () => this.#device.send({ type: "queued" }),
        noteQuestioned: () => this.#device.send({ type: "questioned" }),
      },
      clock: this.#clock,
      noteReply: (reply) => this.#noteReply(reply),
      noteFailure: this.#noteFailure,
      noteSaved: () => this.#alarms.clear("STORAGE_FAILED"),
      show: (read, outcome) => showing.show(read, outcome),
    });
  }

  #createExceptions(): Exceptions {
    return new Exceptions({
      ...this.#parts,
      lanes: this.#lanes,
      intake: this.#intake,
      stopped: this.#stop.signal,
      isOperating: () => this.#phase() === "operating",
      isInFlight: (scanId) => this.#uploads.isInFlight(scanId),
      note: this.#note,
      noteFailure: this.#noteFailure,
      onAnnulled: () => this.#publish(),
    });
  }

  #createDevice(timings: Timings): ActorRefFrom<typeof deviceMachine> {
    const machine = deviceMachineWith({
      ...this.#parts,
      timings,
      stopped: this.#stop.signal,
      noteReply: (reply) => this.#noteReply(reply),
      noteFailure: this.#noteFailure,
      noteRefusal: (answer) => this.#health.noteRefusal(answer),
      noteErrors: (errors) => this.#health.noteConfigureErrors(errors),
      heardAtMs: () => this.#health.heardAtMs,
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
      this.#exceptions.uploadEnded();
      this.#publish();
    }
  }

  #noteReply(reply: Reply<unknown>): void {
    const before = this.#health.trouble;
    this.#health.note(reply);
    if (this.#health.trouble !== before) this.#publish();
    if (reply.kind === "answered") this.#clock.noteService(reply.serviceTimeMs);
  }

  #onReaderChange(): void {
    this.#alarms.set("READER_LOST", this.#readers.lost());
    this.#publish();
  }

  #phase(): ScannerState["phase"] {
    return this.#stop.signal.aborted ? "stopping" : this.#view.now().phase;
  }

  #stateNow({ pending, quarantined, inDoubt, admittedUnknown }: Counted): ScannerState {
    const { connectivity, device } = this.#view.now();
    const phase = this.#phase();
    return {
      phase,
      connectivity,
      serviceTrouble: this.#health.trouble,
      device: phase === "operating" ? device : null,
      direction: this.#lanes.direction,
      lanes: this.#lanes.states(),
      pendingUploads: pending,
      quarantined,
      inDoubt,
      unknownTickets: unknownTicketsOf(this.#parts.settings, admittedUnknown),
      lastUploadTimeMs: this.#uploads.lastUploadTimeMs,
      readers: this.#readers.states(),
      alarms: this.#alarms.list(),
    };
  }

  #publish(): void {
    if (!this.#tells) return;
    const counted = this.#counts.now();
    tellCounts(this.#alarms, counted, this.#parts.settings.unknownTickets?.max ?? null);
    this.#state.next(this.#stateNow(counted));
  }
}
