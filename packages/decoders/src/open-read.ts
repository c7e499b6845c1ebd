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

  add(byte: number): void {
    if (this.#length < LIMITS.frameBytes) this.#buffer[this.#length] = byte;
    this.#length += 1;
  }

  append(bytes: Uint8Array): void {
    const room = LIMITS.frameBytes - this.#length;
    if (room > 0) this.#buffer.set(bytes.length > room ? bytes.subarray(0, room) : bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Gives the read up, where one is open. */
  drop(reason: "incomplete" | "garbled", decoded: Decoded[]): void {
    if (this.#length > 0) decoded.push({ kind: "dropped", reason, bytes: this.#length });
    this.#length = 0;
  }

  /** Ends the read: a frame, nothing where it is empty, or the news that it was too long. */
  end(decoded: Decoded[], symbology: string | null = null): void {
    const length = this.#length;
    this.#length = 0;
    if (length > LIMITS.frameBytes) {
      decoded.push({ kind: "dropped", reason: "oversize", bytes: length });
      return;
    }
    const frame = frameOf(this.#unwrapped(length), symbology);
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
