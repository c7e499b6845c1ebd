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
    if (length > LIMITS.frameBytes) decoded.push({ kind: "dropped", reason: "oversize", bytes: length });
    else this.#deliver(this.#buffer, 0, length, told, decoded);
  }

  /** Ends the read with the bytes from `from` up to `to`. Most reads come whole, and need not pass through the buffer. */
  endWith(bytes: Uint8Array, from: number, to: number, told: string | null, decoded: Decoded[]): void {
    if (this.#length === 0 && to - from <= LIMITS.frameBytes) {
      this.#deliver(bytes, from, to, told, decoded);
      return;
    }
    this.append(bytes, from, to);
    this.end(decoded, told);
  }

  #deliver(source: Uint8Array, begin: number, end: number, told: string | null, decoded: Decoded[]): void {
    const from = standsAt(source, begin, end, this.#prefix) ? begin + this.#prefix.length : begin;
    const suffixAt = end - this.#suffix.length;
    const to = suffixAt >= from && standsAt(source, suffixAt, end, this.#suffix) ? suffixAt : end;
    // An empty read is no read: the second byte of CR LF ends one, and so does a bored finger on the trigger.
    if (from === to) return;
    const frame = frameOf(source, told, from, to);
    if (frame.bytes.length > 0) decoded.push({ kind: "frame", frame });
  }
}

function standsAt(bytes: Uint8Array, at: number, end: number, wanted: Uint8Array): boolean {
  if (at + wanted.length > end) return false;
  for (let index = 0; index < wanted.length; index += 1) {
    if (bytes[at + index] !== wanted[index]) return false;
  }
  return true;
}
