import type { Decoded, Decoder } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { OpenRead, type Around } from "../open-read.js";
import { Patience } from "../patience.js";
import { identifierOfCodeType } from "../zebra-code-types.js";

const STATUS = 0x01;
const SCAN = 0x22;
const LARGE_SCAN = 0x26;
const SUCCESS = 1;

interface Packet {
  readonly count: number;
  readonly index: number;
  readonly codeType: number;
  readonly data: Uint8Array | null;
}

/**
 * Zebra's SNAPI (05e0:1900): 64-byte HID reports, a read in one or several packets. Every packet is acknowledged by a reply, an
 * output report to be written at once, or the scanner stops. A half read is given up when another begins, or after
 * {@link LIMITS.halfReadMs}.
 *
 *     22 count index length type_low type_high data      26 count(2) index(2) length type_low type_high data
 */
export class SnapiDecoder implements Decoder {
  readonly #read: OpenRead;
  readonly #patience = new Patience(LIMITS.halfReadMs);
  #next = 0;
  #count = 0;
  #codeType = 0;

  constructor(around: Around = {}) {
    this.#read = new OpenRead({ suffix: "\r", ...around });
  }

  get waitUntilMs(): number | null {
    return this.#patience.untilMs;
  }

  push(report: Uint8Array, nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [...this.settle(nowMs)];
    const packet = packetOf(report);
    if (packet === null) return decoded;
    decoded.push({ kind: "reply", bytes: Uint8Array.of(STATUS, report[0] ?? 0, SUCCESS, 0) });
    this.#take(packet, report, nowMs, decoded);
    return decoded;
  }

  settle(nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#patience.isOver(nowMs)) this.#giveUp("incomplete", decoded);
    return decoded;
  }

  #take({ count, index, codeType, data }: Packet, report: Uint8Array, nowMs: number, decoded: Decoded[]): void {
    if (index === 0) {
      this.#giveUp("incomplete", decoded);
      this.#count = count;
      this.#codeType = codeType;
    }
    // One that is sent again, because its acknowledgement came late, is acknowledged again and has been taken.
    if (index > 0 && index === this.#next - 1 && count === this.#count) return;
    const isNext = index === this.#next && count === this.#count && codeType === this.#codeType;
    if (data === null || !isNext) {
      this.#read.append(data ?? report);
      this.#giveUp("garbled", decoded);
      return;
    }
    this.#read.append(data);
    this.#next += 1;
    this.#patience.start(nowMs);
    if (this.#next < count) return;
    this.#read.end(decoded, identifierOfCodeType(codeType));
    this.#reset();
  }

  #giveUp(reason: "incomplete" | "garbled", decoded: Decoded[]): void {
    this.#read.drop(reason, decoded);
    this.#reset();
  }

  #reset(): void {
    this.#next = 0;
    this.#count = 0;
    this.#patience.stop();
  }
}

function packetOf(report: Uint8Array): Packet | null {
  const at = (index: number) => report[index] ?? 0;
  if (report[0] === SCAN) {
    const data = dataOf(report, 3);
    return { count: at(1), index: at(2), codeType: at(4) + at(5) * 256, data };
  }
  if (report[0] !== LARGE_SCAN) return null;
  return {
    count: at(1) * 256 + at(2),
    index: at(3) * 256 + at(4),
    codeType: at(6) + at(7) * 256,
    data: dataOf(report, 5),
  };
}

/** The data after the length byte and the two bytes of the code type; null where the report is shorter than it says. */
function dataOf(report: Uint8Array, lengthAt: number): Uint8Array | null {
  const start = lengthAt + 3;
  const end = start + (report[lengthAt] ?? 0);
  return end <= report.length ? report.subarray(start, end) : null;
}
