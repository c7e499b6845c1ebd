import type { Frame, Time } from "@usher/core";
import { FrameDecoder, type Decoded, type Framing } from "@usher/decoders";

/** News of a read that was lost to noise or to a wrong setting; see `Decoded`. */
export type DroppedRead = Extract<Decoded, { kind: "dropped" }>;

/** Where decoded reads go. */
export interface AssemblerOutlet {
  frame(frame: Frame): void;
  dropped(read: DroppedRead): void;
}

/** Chunks of one open port become frames; the decoder says until when to wait, and the time is kept here. */
export class Assembler {
  readonly #decoder: FrameDecoder;
  readonly #time: Time;
  readonly #outlet: AssemblerOutlet;
  #cancel: (() => void) | null = null;

  constructor(framing: Framing, time: Time, outlet: AssemblerOutlet) {
    this.#decoder = new FrameDecoder(framing);
    this.#time = time;
    this.#outlet = outlet;
  }

  take(bytes: Uint8Array): void {
    this.#deliver(this.#decoder.push(bytes, this.#time.monotonicMs()));
  }

  /** Forgets the read that stands half finished. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #deliver(decoded: readonly Decoded[]): void {
    // The timer is set before anybody hears of a read: who hears may close the port, and then nothing must be left waiting.
    this.stop();
    const dueMs = this.#decoder.waitUntilMs;
    if (dueMs !== null) {
      this.#cancel = this.#time.after(dueMs - this.#time.monotonicMs(), () => {
        this.#deliver(this.#decoder.settle(this.#time.monotonicMs()));
      });
    }
    for (const item of decoded) {
      if (item.kind === "frame") this.#outlet.frame(item.frame);
      else this.#outlet.dropped(item);
    }
  }
}
