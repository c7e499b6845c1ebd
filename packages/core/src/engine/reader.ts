import { Observable } from "rxjs";
import { createActor, fromCallback, fromPromise, type ActorRefFrom } from "xstate";
import { LIMITS, type Frame } from "../domain/index.js";
import { backoffMs, clockOf, readerMachine, type ReaderEvent } from "../lifecycle/index.js";
import { ScannerError, type Cue, type Random, type Scanner, type ScannerInfo, type Time } from "../ports/index.js";
import { checkedFrame, checkedScanner } from "./checked-scanner.js";
import { patiently } from "./patience.js";
import { safely } from "./safely.js";
import type { LogEvent, ReaderState } from "./scanner.js";
import type { ReaderPlace, ReaderSettings, Timings } from "./settings.js";

/** What the readers need of the engine around them. */
export interface ReadersParts {
  readonly time: Time;
  readonly random: Random;
  readonly timings: Timings;
  readonly onFrame: (reader: ReaderPlace, frame: Frame, cue: (cue: Cue) => void) => void;
  readonly onChange: () => void;
  /** A scanner that was open is gone. */
  readonly onLost?: () => void;
  readonly onFailure: (reader: ReaderPlace, error: unknown) => void;
  readonly note: (level: LogEvent["level"], event: string, data: LogEvent["data"]) => void;
}

/** The scanner that a reader opens: which one, and how. What is found may be known to be in trouble. */
export interface Aim extends Pick<ReaderSettings, "driver" | "settings"> {
  readonly info: Partial<ScannerInfo>;
}

/** One scanner under its reader machine. What it aims at may change while it is not open; null where the scanner is gone. */
export class Reader {
  readonly place: ReaderPlace;
  readonly #parts: ReadersParts;
  readonly #actor: ActorRefFrom<typeof readerMachine>;
  /** Whether its scanner was ever read. */
  wasOpen = false;
  #aim: Aim | null;
  /** The make of the scanner that was aimed at last. */
  #model: string | undefined;
  /** The close of the scanner that was open last: a device is not opened again before it. */
  #closed: Promise<unknown> = Promise.resolve();

  constructor(place: ReaderPlace, aim: Aim, parts: ReadersParts) {
    this.place = place;
    this.#aim = aim;
    this.#model = aim.info.model;
    this.#parts = parts;
    this.#actor = createActor(this.#machine(), { clock: clockOf(parts.time) });
    this.#actor.start();
    this.#actor.subscribe(parts.onChange);
  }

  /** Opens the scanner now, unless that is under way. */
  open(): void {
    this.#actor.send({ type: "open" });
  }

  async close(): Promise<void> {
    this.#actor.send({ type: "close" });
    this.#actor.stop();
    await this.#closed;
  }

  /** Aims anew: what is open is left alone, and what can be opened now is opened at once. */
  aimAt(aim: Aim | null): void {
    if (this.openScanner !== null) return;
    const news = aim !== null && !isSame(aim, this.#aim);
    this.#aim = aim;
    this.#model = aim?.info.model ?? this.#model;
    if (news) this.open();
  }

  get openScanner(): Scanner | null {
    const snapshot = this.#actor.getSnapshot();
    return snapshot.matches("open") ? snapshot.context.scanner : null;
  }

  state(): ReaderState {
    const { value, context } = this.#actor.getSnapshot();
    const { id, lane } = this.place;
    const model = this.openScanner?.info.model ?? this.#model;
    const note = this.openScanner?.status;
    return {
      id,
      lane,
      status: value,
      ...(context.reason === null ? {} : { reason: context.reason }),
      ...(model === undefined ? {} : { model }),
      ...(note === undefined ? {} : { note }),
    };
  }

  #machine() {
    const { timings, random } = this.#parts;
    return readerMachine.provide({
      delays: {
        retry: ({ context }) => backoffMs(context.failures, timings.readerRetryMs, timings.readerRetryMaxMs, random),
      },
      actors: {
        openScanner: fromPromise(({ signal }) => this.#open(signal)),
        readFrames: fromCallback<ReaderEvent, { scanner: Scanner }>(({ input, sendBack }) =>
          this.#read(input.scanner, sendBack),
        ),
      },
    });
  }

  async #open(signal: AbortSignal): Promise<Scanner> {
    await this.#closed;
    if (this.#aim === null) throw new ScannerError("absent", `the scanner ${this.place.id} is gone: plug it in again`);
    const { driver, info, settings } = this.#aim;
    if (info.trouble !== undefined) throw new ScannerError(info.trouble.code, info.trouble.message);
    const scanner = checkedScanner(await driver.open(info, settings), driver.kind);
    if (signal.aborted) this.#close(scanner); // closed while it was being opened
    return scanner;
  }

  #read(scanner: Scanner, sendBack: (event: ReaderEvent) => void): () => void {
    this.wasOpen = true;
    const { onFrame, onLost, onFailure, note } = this.#parts;
    const fail = (error: unknown) => onFailure(this.place, error);
    const signal = (cue: Cue) => safely(() => scanner.signal?.(cue), fail);
    const kind = this.#aim?.driver.kind ?? "";
    // It may throw, or be of another library than RxJS.
    const frames$ = new Observable<Frame>((listener) => scanner.frames$.subscribe(listener));
    const subscription = frames$.subscribe({
      next: (frame) => safely(() => onFrame(this.place, checkedFrame(frame, kind), signal), fail),
      error: (error: ScannerError) => {
        sendBack({ type: "lost", error });
        onLost?.();
      },
      complete: () => {
        note("warn", "readerEnded", { reader: this.place.id });
        sendBack({ type: "ended" });
      },
    });
    return () => {
      subscription.unsubscribe();
      this.#close(scanner);
    };
  }

  /** A driver whose device is gone may never say that it is closed. */
  #close(scanner: Scanner): void {
    const close = async () => scanner.close();
    const closing = close().catch((error: unknown) => this.#parts.onFailure(this.place, error));
    this.#closed = patiently(this.#parts.time, LIMITS.closeReadersMs, closing);
  }
}

function isSame(aim: Aim, other: Aim | null): boolean {
  return (
    aim.driver === other?.driver &&
    aim.info.path === other.info.path &&
    aim.info.port === other.info.port &&
    aim.info.trouble?.code === other.info.trouble?.code
  );
}
