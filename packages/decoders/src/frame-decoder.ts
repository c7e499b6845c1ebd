import type { Decoded, Decoder } from "./decoder.js";
import { frameOf } from "./frame-of.js";
import { LIMITS } from "./limits.js";

/**
 * How a scanner marks the end of a read. `"any"` takes CR, LF or both; `"cr"` and `"lf"` take the other one as data unless the
 * two stand together; `"crlf"` needs both, so a binary code may contain either; `"stxEtx"` takes only what stands between STX
 * and ETX; `"quiet"` waits until nothing came for `quietMs`.
 */
export type FrameEnd = "any" | "cr" | "lf" | "crlf" | "stxEtx" | "quiet";

/** What a scanner puts around a read. `prefix` and `suffix` are taken off where they are there. */
export interface Framing {
  readonly end: FrameEnd;
  /** Default {@link LIMITS.quietMs}; only for the end `"quiet"`. */
  readonly quietMs?: number;
  readonly prefix?: string;
  readonly suffix?: string;
}

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

type Step = "keep" | "skip" | "begin" | "end";

/** What a byte means, by what stood before it and by whether a read is open. */
const STEPS: Readonly<Record<FrameEnd, (byte: number, previous: number | null, inside: boolean) => Step>> = {
  any: (byte) => (byte === CR || byte === LF ? "end" : "keep"),
  cr: (byte, previous) => {
    if (byte === LF && previous === CR) return "skip";
    return byte === CR ? "end" : "keep";
  },
  lf: (byte) => (byte === LF ? "end" : "keep"),
  crlf: (byte, previous) => (byte === LF && previous === CR ? "end" : "keep"),
  stxEtx: (byte, _previous, inside) => {
    if (byte === STX) return "begin";
    if (!inside) return "skip";
    return byte === ETX ? "end" : "keep";
  },
  quiet: () => "keep",
};

/**
 * Serial framing: bytes in whatever chunks they come, frames out. It has no clock and no effects: the caller hands over
 * monotonic time, and calls {@link settle} when `waitUntilMs` has come. Nothing here grows, whatever a device sends.
 *
 *     [prefix] [AIM identifier] data [suffix] end
 */
export class FrameDecoder implements Decoder {
  readonly #framing: Framing;
  readonly #quietMs: number;
  readonly #prefix: Uint8Array;
  readonly #suffix: Uint8Array;
  readonly #buffer = new Uint8Array(LIMITS.frameBytes);
  /** Bytes of the read so far; those beyond the buffer are counted and not kept. */
  #length = 0;
  /** Whether a read is open: always, but for STX/ETX. */
  #inside: boolean;
  #previous: number | null = null;
  #waitUntilMs: number | null = null;
  #graceGiven = false;

  constructor(framing: Framing) {
    this.#framing = framing;
    this.#quietMs = framing.quietMs ?? LIMITS.quietMs;
    this.#prefix = new TextEncoder().encode(framing.prefix ?? "");
    this.#suffix = new TextEncoder().encode(framing.suffix ?? "");
    this.#inside = framing.end !== "stxEtx";
  }

  /** When {@link settle} is due, by the caller's monotonic clock; null where only further bytes can end the read. */
  get waitUntilMs(): number | null {
    return this.#waitUntilMs;
  }

  /** Takes the bytes that came, at `nowMs`. */
  push(bytes: Uint8Array, nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#waitUntilMs !== null && nowMs >= this.#waitUntilMs) this.#end(decoded);
    for (const byte of bytes) this.#take(byte, decoded);
    if (this.#framing.end === "quiet" && this.#length > 0) {
      this.#waitUntilMs = nowMs + this.#quietMs;
      this.#graceGiven = false;
    }
    return decoded;
  }

  /** Ends a read by quiet time, where that is due. */
  settle(nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#waitUntilMs === null || nowMs < this.#waitUntilMs) return decoded;
    if (nowMs >= this.#waitUntilMs + this.#quietMs && !this.#graceGiven) {
      // A call this late means that the process itself stood still, and the rest of the read may lie in the system's buffer.
      this.#waitUntilMs = nowMs + this.#quietMs;
      this.#graceGiven = true;
      return decoded;
    }
    this.#end(decoded);
    return decoded;
  }

  /** Ends the read that stands open, as the end of standard input does for its last line. */
  finish(): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#framing.end !== "stxEtx") this.#end(decoded);
    return decoded;
  }

  #take(byte: number, decoded: Decoded[]): void {
    const previous = this.#previous;
    this.#previous = byte;
    switch (STEPS[this.#framing.end](byte, previous, this.#inside)) {
      case "keep":
        if (this.#length < LIMITS.frameBytes) this.#buffer[this.#length] = byte;
        this.#length += 1;
        break;
      case "begin":
        if (this.#length > 0) decoded.push({ kind: "dropped", reason: "incomplete", bytes: this.#length });
        this.#length = 0;
        this.#inside = true;
        break;
      case "end":
        this.#end(decoded);
        break;
      case "skip":
        break;
    }
  }

  #end(decoded: Decoded[]): void {
    const length = this.#length;
    this.#length = 0;
    this.#waitUntilMs = null;
    this.#graceGiven = false;
    this.#inside = this.#framing.end !== "stxEtx";
    if (length > LIMITS.frameBytes) {
      decoded.push({ kind: "dropped", reason: "oversize", bytes: length });
      return;
    }
    const frame = frameOf(this.#data(this.#buffer.subarray(0, length)));
    // An empty read is no read: the second byte of CR LF ends one, and so does a bored finger on the trigger.
    if (frame.bytes.length > 0) decoded.push({ kind: "frame", frame });
  }

  #data(read: Uint8Array): Uint8Array {
    const takesPair = this.#framing.end === "lf" || this.#framing.end === "crlf";
    const unpaired = takesPair && read.at(-1) === CR ? read.subarray(0, -1) : read;
    const start = startsWith(unpaired, this.#prefix) ? this.#prefix.length : 0;
    const unprefixed = unpaired.subarray(start);
    const endsWithSuffix = startsWith(unprefixed.subarray(-this.#suffix.length), this.#suffix);
    return endsWithSuffix ? unprefixed.subarray(0, unprefixed.length - this.#suffix.length) : unprefixed;
  }
}

/** A decoder of lines, as people and pipes send them on standard input: each line is one read. */
export function lineDecoder(): FrameDecoder {
  return new FrameDecoder({ end: "any" });
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return bytes.length >= start.length && start.every((byte, index) => bytes[index] === byte);
}
