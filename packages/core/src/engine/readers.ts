import { createActor, fromCallback, fromPromise, type ActorRefFrom } from "xstate";
import { LIMITS, type Frame } from "../domain/index.js";
import { backoffMs, clockOf, readerMachine, type ReaderEvent } from "../lifecycle/index.js";
import type { Cue, Random, Scanner, ScannerError, Time } from "../ports/index.js";
import type { ReaderState } from "./scanner.js";
import type { ReaderSettings, Timings } from "./settings.js";

/** What the readers need of the engine around them. */
export interface ReadersParts {
  readonly time: Time;
  readonly random: Random;
  readonly timings: Timings;
  readonly onFrame: (reader: ReaderSettings, frame: Frame, cue: (cue: Cue) => void) => void;
  readonly onChange: () => void;
  readonly onFailure: (reader: ReaderSettings, error: unknown) => void;
}

/** All scanners of the gate, each under its own reader machine: what happens to one touches no other (promise P11). */
export class Readers {
  readonly #readers: readonly Reader[];

  constructor(settings: readonly ReaderSettings[], parts: ReadersParts) {
    this.#readers = settings.map((reader) => new Reader(reader, parts));
  }

  open(): void {
    for (const reader of this.#readers) reader.actor.send({ type: "open" });
  }

  /** Resolves when every scanner is free again, or has been waited for long enough. */
  async close(): Promise<void> {
    await Promise.all(this.#readers.map((reader) => reader.close()));
  }

  states(): readonly ReaderState[] {
    return this.#readers.map((reader) => reader.state());
  }
}

class Reader {
  readonly actor: ActorRefFrom<typeof readerMachine>;
  readonly #settings: ReaderSettings;
  readonly #parts: ReadersParts;
  /** The close of the scanner that was open last: a device is not opened again before it. */
  #closed: Promise<void> = Promise.resolve();

  constructor(settings: ReaderSettings, parts: ReadersParts) {
    this.#settings = settings;
    this.#parts = parts;
    this.actor = createActor(this.#machine(), { clock: clockOf(parts.time) });
    this.actor.start();
    this.actor.subscribe(parts.onChange);
  }

  state(): ReaderState {
    const { value, context } = this.actor.getSnapshot();
    const { id, lane } = this.#settings;
    return { id, lane, status: value, ...(context.reason === null ? {} : { reason: context.reason }) };
  }

  async close(): Promise<void> {
    this.actor.send({ type: "close" });
    this.actor.stop();
    await this.#closed;
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
    const { driver, info, settings } = this.#settings;
    await this.#closed;
    const scanner = await driver.open(info, settings);
    if (signal.aborted) this.#close(scanner); // closed while it was being opened
    return scanner;
  }

  #read(scanner: Scanner, sendBack: (event: ReaderEvent) => void): () => void {
    const signal = (cue: Cue) => {
      try {
        scanner.signal?.(cue);
      } catch (error) {
        this.#parts.onFailure(this.#settings, error);
      }
    };
    const subscription = scanner.frames$.subscribe({
      next: (frame) => this.#parts.onFrame(this.#settings, frame, signal),
      error: (error: ScannerError) => sendBack({ type: "lost", error }),
      complete: () => sendBack({ type: "ended" }),
    });
    return () => {
      subscription.unsubscribe();
      this.#close(scanner);
    };
  }

  #close(scanner: Scanner): void {
    const closing = scanner.close().catch((error: unknown) => this.#parts.onFailure(this.#settings, error));
    this.#closed = patiently(this.#parts.time, closing);
  }
}

/** Waits for a scanner to be free, but not for ever: a driver whose device is gone may never say so. */
async function patiently(time: Time, closing: Promise<void>): Promise<void> {
  let stopWaiting = () => {};
  const patience = new Promise<void>((resolve) => {
    stopWaiting = time.after(LIMITS.closeReadersMs, resolve);
  });
  await Promise.race([closing, patience]);
  stopWaiting();
}
