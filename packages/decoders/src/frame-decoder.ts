import { BytePattern } from "./byte-pattern.js";
import type { Decoded, Decoder } from "./decoder.js";
import { Answers, type Handshake } from "./handshake.js";
import { LIMITS } from "./limits.js";
import { OpenRead, type Around } from "./open-read.js";
import { earlierMs, Patience } from "./patience.js";

/**
 * How a scanner marks the end of a read. `"any"` takes CR, LF or both; `"cr"` and `"lf"` take the other one as data unless the
 * two stand together; `"crlf"` needs both, so a binary code may contain either; `"terminator"` needs the bytes that
 * `terminator` names; `"stxEtx"` takes only what stands between STX and ETX; `"quiet"` waits until nothing came for `quietMs`.
 */
export type FrameEnd = "any" | "cr" | "lf" | "crlf" | "terminator" | "stxEtx" | "quiet";

/** What a scanner puts around a read, and what it waits for. `prefix` and `suffix` are taken off where they are there. */
export interface Framing extends Around {
  readonly end: FrameEnd;
  /** Default {@link LIMITS.quietMs}; only for the end `"quiet"`. */
  readonly quietMs?: number;
  /** At least one byte; only for the end `"terminator"`. */
  readonly terminator?: string;
  /** Default `"none"`. */
  readonly handshake?: Handshake;
}

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;

/** The bytes that mean something to an end; all others are data. */
const SPECIAL: Readonly<Record<FrameEnd, readonly number[]>> = {
  any: [CR, LF],
  cr: [CR, LF],
  lf: [LF],
  crlf: [],
  terminator: [],
  stxEtx: [STX, ETX],
  quiet: [],
};

/**
 * Serial framing: bytes in whatever chunks they come, frames out. It has no clock and no effects: the caller hands over
 * monotonic time, and calls {@link settle} when `waitUntilMs` has come. Nothing here grows, whatever a device sends.
 *
 *     [prefix] [AIM identifier] data [suffix] end
 */
export class FrameDecoder implements Decoder {
  readonly #end: FrameEnd;
  readonly #special = new Uint8Array(256);
  readonly #terminator: BytePattern | null;
  readonly #read: OpenRead;
  readonly #patience: Patience;
  readonly #answers: Answers;
  /** Whether bytes belong to a read: always, but for STX/ETX. */
  #inside: boolean;
  #previous = 0;

  constructor(framing: Framing) {
    if (!Object.hasOwn(SPECIAL, framing.end)) {
      const ends = Object.keys(SPECIAL).join(", ");
      throw new RangeError(`a read has no end ${JSON.stringify(framing.end)}: expected one of ${ends}`);
    }
    this.#end = framing.end;
    for (const byte of SPECIAL[framing.end]) this.#special[byte] = 1;
    this.#terminator = terminatorOf(framing);
    this.#read = new OpenRead(framing);
    this.#patience = new Patience(framing.quietMs ?? LIMITS.quietMs);
    this.#answers = new Answers(framing.handshake ?? "none");
    this.#inside = framing.end !== "stxEtx";
  }

  /** When {@link settle} is due, by the caller's monotonic clock; null where only further bytes can end the read. */
  get waitUntilMs(): number | null {
    return earlierMs(this.#patience.untilMs, this.#answers.waitUntilMs);
  }

  /** Takes the bytes that came, at `nowMs`. */
  push(bytes: Uint8Array, nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    const quietMs = this.#patience.untilMs;
    if (quietMs !== null && nowMs >= quietMs) this.#finish(decoded);
    if (this.#terminator === null) this.#takeBySpecial(bytes, decoded);
    else this.#takeByTerminator(bytes, this.#terminator, decoded);
    if (this.#end === "quiet" && this.#read.length > 0) this.#patience.start(nowMs);
    return this.#answers.answered(decoded);
  }

  /** Ends a read by quiet time, where that is due. */
  settle(nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#patience.isOver(nowMs)) this.#finish(decoded);
    return [...this.#answers.answered(decoded), ...this.#answers.enquiry(nowMs)];
  }

  /** Ends the read that stands open, as the end of standard input does for its last line. */
  finish(): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#end !== "stxEtx") this.#finish(decoded);
    return this.#answers.answered(decoded);
  }

  #takeBySpecial(bytes: Uint8Array, decoded: Decoded[]): void {
    const special = this.#special;
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (special[byte] === 0) continue;
      if (this.#end === "cr" && byte === LF) {
        // Alone it is data; after the CR of a pair it belongs to the end.
        if ((at === 0 ? this.#previous : bytes[at - 1]) === CR) from = at + 1;
        continue;
      }
      if (byte === STX) {
        if (this.#inside) this.#read.append(bytes, from, at);
        this.#begin(decoded);
      } else if (this.#inside) this.#endWith(bytes, from, at, decoded);
      from = at + 1;
    }
    if (this.#inside && from < bytes.length) this.#read.append(bytes, from, bytes.length);
    if (bytes.length > 0) this.#previous = bytes[bytes.length - 1] ?? 0;
  }

  #takeByTerminator(bytes: Uint8Array, terminator: BytePattern, decoded: Decoded[]): void {
    let from = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      if (!terminator.take(bytes[at] ?? 0)) continue;
      this.#read.append(bytes, from, at + 1);
      from = at + 1;
      this.#finish(decoded, terminator.length);
    }
    this.#read.append(bytes, from, bytes.length);
  }

  #begin(decoded: Decoded[]): void {
    if (this.#inside) this.#read.drop("incomplete", decoded);
    this.#inside = true;
  }

  #endWith(bytes: Uint8Array, from: number, to: number, decoded: Decoded[]): void {
    // The CR of a pair may stand in the chunk before.
    if (this.#end === "lf") {
      this.#read.append(bytes, from, to);
      this.#finish(decoded);
      return;
    }
    this.#read.endWith(bytes, from, to, null, decoded);
    this.#inside = this.#end !== "stxEtx";
  }

  #finish(decoded: Decoded[], beyond = 0): void {
    if (this.#end === "lf") this.#read.dropLast(CR);
    this.#read.end(decoded, null, beyond);
    this.#terminator?.reset();
    this.#patience.stop();
    this.#inside = this.#end !== "stxEtx";
  }
}

function terminatorOf({ end, terminator = "" }: Framing): BytePattern | null {
  if (end === "crlf") return new BytePattern(Uint8Array.of(CR, LF));
  if (end !== "terminator") return null;
  if (terminator === "") throw new RangeError('the end "terminator" needs the bytes that end a read, such as "\\r\\r"');
  return new BytePattern(new TextEncoder().encode(terminator));
}

/** A decoder of lines, as people and pipes send them on standard input: each line is one read. */
export function lineDecoder(): FrameDecoder {
  return new FrameDecoder({ end: "any" });
}
