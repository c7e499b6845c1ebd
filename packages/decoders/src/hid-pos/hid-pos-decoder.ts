import { aimIdentifier } from "../aim/aim-identifier.js";
import type { Decoded, Decoder } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { OpenRead, type Around } from "../open-read.js";
import { Patience } from "../patience.js";
import type { BitField, HidPosLayout } from "./hid-pos-layout.js";

/**
 * HID POS scanners (usage page 0x8C): reports in, frames out, by layouts read from the device's own descriptor
 * ({@link hidPosLayouts}). A read longer than a report comes in several, all but the last marked as continued; a half one is
 * given up after {@link LIMITS.halfReadMs}, or when a report of another symbology comes. Reports that carry no data are ignored.
 */
export class HidPosDecoder implements Decoder {
  readonly #layouts: readonly HidPosLayout[];
  readonly #read: OpenRead;
  readonly #patience = new Patience(LIMITS.halfReadMs);
  #symbology: string | null = null;

  /** `suffix` is a CR where nothing is said: scanners are delivered with it set, also where the report makes it needless. */
  constructor(layouts: readonly HidPosLayout[], around: Around = {}) {
    this.#layouts = layouts;
    this.#read = new OpenRead({ suffix: "\r", ...around });
  }

  get waitUntilMs(): number | null {
    return this.#patience.untilMs;
  }

  push(report: Uint8Array, nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [...this.settle(nowMs)];
    const layout = this.#layoutOf(report);
    if (layout === null) return decoded;
    const body = layout.reportId === null ? report : report.subarray(1);
    const symbology = identifierOf(body, layout);
    const data = dataOf(body, layout);
    if (symbology !== null && this.#symbology !== null && symbology !== this.#symbology)
      this.#giveUp("incomplete", decoded);
    if (data === null) {
      this.#read.append(body);
      this.#giveUp("garbled", decoded);
      return decoded;
    }
    this.#symbology ??= symbology;
    this.#read.append(data);
    if (layout.continued !== null && (numberAt(body, layout.continued) & 1) === 1) this.#patience.start(nowMs);
    else this.#end(decoded);
    return decoded;
  }

  settle(nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#patience.isOver(nowMs)) this.#giveUp("incomplete", decoded);
    return decoded;
  }

  #layoutOf(report: Uint8Array): HidPosLayout | null {
    const fitting = this.#layouts.filter(({ reportId }) => reportId === null || reportId === report[0]);
    const telling = fitting.find(
      (layout) => identifierOf(report.subarray(layout.reportId === null ? 0 : 1), layout) !== null,
    );
    return telling ?? fitting[0] ?? null;
  }

  #giveUp(reason: "incomplete" | "garbled", decoded: Decoded[]): void {
    this.#read.drop(reason, decoded);
    this.#reset();
  }

  #end(decoded: Decoded[]): void {
    this.#read.end(decoded, this.#symbology);
    this.#reset();
  }

  #reset(): void {
    this.#symbology = null;
    this.#patience.stop();
  }
}

/** The data of a report, or null where it says that it holds more than it does. */
function dataOf(body: Uint8Array, { byteCount, data }: HidPosLayout): Uint8Array | null {
  const first = data.bitOffset >> 3;
  const shift = data.bitOffset & 7;
  const room = Math.min(data.bitSize >> 3, Math.max(0, body.length - first - (shift === 0 ? 0 : 1)));
  const count = byteCount === null ? room : numberAt(body, byteCount);
  if (count > room) return null;
  const bytes =
    shift === 0
      ? body.subarray(first, first + count)
      : Uint8Array.from({ length: count }, (_, index) =>
          numberAt(body, { bitOffset: data.bitOffset + index * 8, bitSize: 8 }),
        );
  return byteCount === null ? withoutPadding(bytes) : bytes;
}

function withoutPadding(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
}

function identifierOf(body: Uint8Array, { identifier }: HidPosLayout): string | null {
  if (identifier === null) return null;
  return aimIdentifier(Uint8Array.from(identifier, (field) => numberAt(body, field)));
}

/** A number of up to 32 bits, least significant bit first, as HID has it. Bits beyond the report are zeros. */
function numberAt(body: Uint8Array, { bitOffset, bitSize }: BitField): number {
  let value = 0;
  for (let bit = Math.min(bitSize, 32) - 1; bit >= 0; bit -= 1) {
    const at = bitOffset + bit;
    value = value * 2 + (((body[at >> 3] ?? 0) >> (at & 7)) & 1);
  }
  return value;
}
