import type { Decoded, Decoder } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { OpenRead, type Around } from "../open-read.js";
import { Patience } from "../patience.js";
import type { HidPosLayout } from "./hid-pos-layout.js";
import { ReportReader } from "./report-reader.js";

/**
 * HID POS scanners (usage page 0x8C): reports in, frames out, by layouts read from the device's own descriptor
 * ({@link hidPosLayouts}). A read longer than a report comes in several, all but the last marked as continued; a half one is
 * given up after {@link LIMITS.halfReadMs}, or when a report of another symbology comes. Reports that carry no data are ignored.
 */
export class HidPosDecoder implements Decoder {
  readonly #readers: readonly ReportReader[];
  readonly #read: OpenRead;
  readonly #patience = new Patience(LIMITS.halfReadMs);
  /** What the reports of the open read say. */
  #symbology: string | null = null;

  /** `suffix` is a CR where nothing is said: scanners are delivered with it set, also where the report makes it needless. */
  constructor(layouts: readonly HidPosLayout[], around: Around = {}) {
    this.#readers = layouts.map((layout) => new ReportReader(layout));
    this.#read = new OpenRead({ suffix: "\r", ...around });
  }

  get waitUntilMs(): number | null {
    return this.#patience.untilMs;
  }

  push(report: Uint8Array, nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#patience.isOver(nowMs)) this.#giveUp("incomplete", decoded);
    let fitting: ReportReader | null = null;
    for (const reader of this.#readers) {
      if (!reader.fits(report)) continue;
      fitting ??= reader;
      const symbology = reader.identifier(report);
      if (symbology === null) continue;
      // Of several layouts with the same id, the one in which an identifier stands in its place.
      this.#take(report, reader, symbology, nowMs, decoded);
      return decoded;
    }
    if (fitting !== null) this.#take(report, fitting, null, nowMs, decoded);
    return decoded;
  }

  settle(nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#patience.isOver(nowMs)) this.#giveUp("incomplete", decoded);
    return decoded;
  }

  #take(report: Uint8Array, reader: ReportReader, symbology: string | null, nowMs: number, decoded: Decoded[]): void {
    if (symbology !== null) {
      if (this.#symbology !== null && this.#symbology !== symbology) this.#giveUp("incomplete", decoded);
      this.#symbology = symbology;
    }
    const count = reader.count(report);
    if (count === null) {
      this.#read.append(report);
      this.#giveUp("garbled", decoded);
      return;
    }
    const { dataAt } = reader;
    const bytes = dataAt === null ? reader.shifted(report, count) : report;
    const from = dataAt ?? 0;
    if (reader.isContinued(report)) {
      this.#read.append(bytes, from, from + count);
      this.#patience.start(nowMs);
      return;
    }
    this.#read.endWith(bytes, from, from + count, this.#symbology, decoded);
    this.#reset();
  }

  #giveUp(reason: "incomplete" | "garbled", decoded: Decoded[]): void {
    this.#read.drop(reason, decoded);
    this.#reset();
  }

  #reset(): void {
    this.#symbology = null;
    this.#patience.stop();
  }
}
