import type { Decoded } from "./decoder.js";
import { frameOf } from "./frame-of.js";
import { LIMITS } from "./limits.js";

/** What a scanner may put around the data of a read. Each is taken off where it is there. */
export interface Around {
  readonly prefix?: string;
  readonly suffix?: string;
}

const encoder = new TextEncoder();

/**
 * The read that stands open: its bytes so far, in one buffer that is used again for each. Bytes beyond the limit are counted
 * and not kept.
 */
export class OpenRead {
  readonly #buffer = new Uint8Array(LIMITS.frameBytes);
  readonly #prefix: Uint8Array;
  readonly #suffix: Uint8Array;
  #length = 0;

  constructor(around: Around = {}) {
    this.#prefix = encoder.encode(around.prefix ?? "");
    this.#suffix = encoder.encode(around.suffix ?? "");
  }

  /** How many bytes came so far, kept or not. */
  get length(): number {
    return this.#length;
  }

  /** Takes the bytes from `from` up to `to`. */
  append(bytes: Uint8Array, from = 0, to = bytes.length): void {
    const kept = Math.min(to, from + Math.max(0, LIMITS.frameBytes - this.#length));
    if (from < kept) this.#buffer.set(bytes.subarray(from, kept), this.#length);
    this.#length += to - from;
  }

  /** Takes this byte off again where it came last. */
  dropLast(byte: number): void {
    if (this.#length > 0 && this.#buffer[this.#length - 1] === byte) this.#length -= 1;
  }

  /** Gives the read up, where one is open. */
  drop(reason: "incomplete" | "garbled", decoded: Decoded[]): void {
    if (this.#length > 0) decoded.push({ kind: "dropped", reason, bytes: this.#length });
    this.#length = 0;
  }

  /** Ends the read: a frame, nothing where it is empty, or the news that it was too long. The last `beyond` bytes are no data. */
  end(decoded: Decoded[], told: string | null = null, beyond = 0): void {
    const length = this.#length - beyond;
    this.#length = 0;
    if (length > LIMITS.frameBytes) {
      decoded.push({ kind: "dropped", reason: "oversize", bytes: length });
      return;
    }
    const frame = frameOf(this.#unwrapped(length), told);
    // An empty read is no read: the second byte of CR LF ends one, and so does a bored finger on the trigger.
    if (frame.bytes.length > 0) decoded.push({ kind: "frame", frame });
  }

  #unwrapped(length: number): Uint8Array {
    const read = this.#buffer.subarray(0, length);
    const start = startsWith(read, this.#prefix) ? this.#prefix.length : 0;
    const end = length - this.#suffix.length;
    return end >= start && startsWith(read.subarray(end), this.#suffix)
      ? read.subarray(start, end)
      : read.subarray(start);
  }
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, index) => bytes[index] === byte);
}
