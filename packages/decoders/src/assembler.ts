import type { Frame, Time } from "@usher/core";
import type { Decoded, Decoder } from "./decoder.js";

/** News of a read that was lost to noise or to a wrong setting; see {@link Decoded}. */
export type DroppedRead = Extract<Decoded, { kind: "dropped" }>;

/** Where decoded reads go, and what is to be written to the scanner. */
export interface AssemblerOutlet {
  frame(frame: Frame): void;
  dropped(read: DroppedRead): void;
  reply(bytes: Uint8Array): void;
}

/** What one open scanner sends becomes frames; the decoder says until when to wait, and the time is kept here. */
export class Assembler {
  readonly #decoder: Decoder;
  readonly #time: Time;
  readonly #outlet: AssemblerOutlet;
  #cancel: (() => void) | null = null;
  /** When the timer goes off; it stays where the decoder only wants to wait longer, as a keyboard's does with each key. */
  #timerMs = 0;

  constructor(decoder: Decoder, time: Time, outlet: AssemblerOutlet) {
    this.#decoder = decoder;
    this.#time = time;
    this.#outlet = outlet;
  }

  /** Begins what the decoder does of its own accord, such as enquiries: to be called when the scanner can be written to. */
  start(): void {
    this.#deliver([]);
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
    this.#setTimer();
    this.#tell(decoded);
  }

  #setTimer(): void {
    const dueMs = this.#decoder.waitUntilMs;
    if (dueMs !== null && this.#cancel !== null && this.#timerMs <= dueMs) return;
    this.stop();
    if (dueMs === null) return;
    this.#timerMs = dueMs;
    this.#cancel = this.#time.after(dueMs - this.#time.monotonicMs(), () => {
      this.#cancel = null;
      const nowMs = this.#time.monotonicMs();
      const stillMs = this.#decoder.waitUntilMs;
      this.#deliver(stillMs !== null && nowMs < stillMs ? [] : this.#decoder.settle(nowMs));
    });
  }

  #tell(decoded: readonly Decoded[]): void {
    for (const item of decoded) {
      if (item.kind === "frame") this.#outlet.frame(item.frame);
      else if (item.kind === "reply") this.#outlet.reply(item.bytes);
      else this.#outlet.dropped(item);
    }
  }
}
