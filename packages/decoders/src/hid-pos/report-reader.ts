import { aimIdentifierOf } from "../aim/aim-identifier.js";
import type { BitField, HidPosLayout } from "./hid-pos-layout.js";

const BRACKET = 0x5d;

/** Reads the reports of one layout. */
export class ReportReader {
  readonly #reportId: number | null;
  readonly #identifier: readonly [Value, Value, Value] | null;
  readonly #byteCount: Value | null;
  readonly #continued: Value | null;
  /** The first bit of the data, and how many bytes have room there. */
  readonly #dataBit: number;
  readonly #room: number;

  constructor({ reportId, identifier, byteCount, data, continued }: HidPosLayout) {
    const idBits = reportId === null ? 0 : 8;
    const valueOf = (field: BitField) => new Value(field, idBits);
    this.#reportId = reportId;
    this.#identifier =
      identifier === null ? null : [valueOf(identifier[0]), valueOf(identifier[1]), valueOf(identifier[2])];
    this.#byteCount = byteCount === null ? null : valueOf(byteCount);
    this.#continued = continued === null ? null : valueOf(continued);
    this.#dataBit = data.bitOffset + idBits;
    this.#room = data.bitSize >> 3;
  }

  /** Whether a report may be of this layout, by its id. */
  fits(report: Uint8Array): boolean {
    return this.#reportId === null || this.#reportId === report[0];
  }

  /** The AIM identifier; null where there is none, or what stands in its place is no identifier. */
  identifier(report: Uint8Array): string | null {
    if (this.#identifier === null) return null;
    const [bracket, code, modifier] = this.#identifier;
    return bracket.in(report) === BRACKET ? aimIdentifierOf(code.in(report), modifier.in(report)) : null;
  }

  isContinued(report: Uint8Array): boolean {
    return this.#continued !== null && (this.#continued.in(report) & 1) === 1;
  }

  /** How many bytes of data a report holds; null where it says that it holds more than it does. */
  count(report: Uint8Array): number | null {
    const room = Math.max(0, Math.min(this.#room, (report.length * 8 - this.#dataBit) >> 3));
    if (this.#byteCount !== null) {
      const count = this.#byteCount.in(report);
      return count > room ? null : count;
    }
    // The padding must tell: NULs at the end are none of the data.
    let count = room;
    while (count > 0 && byteAt(report, this.#dataBit + (count - 1) * 8) === 0) count -= 1;
    return count;
  }

  /** Where in the report the data begin; null where that is within a byte, and only {@link shifted} has them. */
  get dataAt(): number | null {
    return (this.#dataBit & 7) === 0 ? this.#dataBit >> 3 : null;
  }

  /** A copy of the data, which need not begin with a byte of the report. */
  shifted(report: Uint8Array, count: number): Uint8Array {
    return Uint8Array.from({ length: count }, (_, index) => byteAt(report, this.#dataBit + index * 8));
  }
}

/** A number of up to 32 bits in a report, least significant bit first, as HID has it. Bits beyond the report are zeros. */
class Value {
  readonly #bit: number;
  readonly #bits: number;
  /** Where the number is one byte of the report, which byte; else -1. */
  readonly #byte: number;

  constructor({ bitOffset, bitSize }: BitField, idBits: number) {
    this.#bit = bitOffset + idBits;
    this.#bits = Math.min(bitSize, 32);
    this.#byte = bitSize === 8 && (this.#bit & 7) === 0 ? this.#bit >> 3 : -1;
  }

  in(report: Uint8Array): number {
    if (this.#byte !== -1) return report[this.#byte] ?? 0;
    let value = 0;
    for (let bit = this.#bit + this.#bits - 1; bit >= this.#bit; bit -= 1) {
      value = value * 2 + (((report[bit >> 3] ?? 0) >> (bit & 7)) & 1);
    }
    return value;
  }
}

function byteAt(report: Uint8Array, bit: number): number {
  const at = bit >> 3;
  const shift = bit & 7;
  if (shift === 0) return report[at] ?? 0;
  return (((report[at] ?? 0) >> shift) | ((report[at + 1] ?? 0) << (8 - shift))) & 0xff;
}
