import { barcodeOf } from "../barcode/index.js";
import type { Overruling } from "../decide/index.js";
import type { Barcode, Direction, Frame, Verdict } from "../domain/index.js";
import { LIMITS, maskedToken } from "../domain/index.js";
import type { Cue, Time } from "../ports/index.js";
import type { Read } from "./lane.js";
import { assertDirection, type Lanes } from "./lanes.js";
import { ScannerStopped, type LogEvent } from "./scanner.js";
import type { ReaderPlace } from "./settings.js";

/** What a read by hand is said to come from. */
const OPERATOR_READER = "operator";

/** What the intake needs of the engine around it. */
export interface IntakeParts {
  readonly time: Time;
  readonly lanes: Lanes;
  readonly stopped: AbortSignal;
  readonly note: (level: LogEvent["level"], event: string, data: LogEvent["data"]) => void;
}

/** Where reads come in, from scanners and by hand, and get their time and their place in the line. */
export class Intake {
  readonly #parts: IntakeParts;

  constructor(parts: IntakeParts) {
    this.#parts = parts;
  }

  /** Takes what a scanner delivered. Noise is nobody's scan. */
  takeFrame(reader: ReaderPlace, frame: Frame, cue: (cue: Cue) => void): void {
    const barcode = barcodeOf(frame);
    if (barcode === null) {
      this.#parts.note("debug", "noise", { reader: reader.id, length: frame.text.length });
      return;
    }
    this.#offer(barcode, {
      direction: reader.direction ?? this.#parts.lanes.directionOf(reader.lane),
      readerId: reader.id,
      lane: reader.lane,
      manual: false,
      cue,
      report: () => undefined,
    });
  }

  /** Takes a ticket that was typed in, and brings its verdict. */
  async takeByHand(token: string, options: { direction?: Direction; lane?: string } = {}): Promise<Verdict> {
    const { lanes } = this.#parts;
    if (typeof token !== "string") throw new RangeError(`a ticket is text, this is a ${typeof token}`);
    const barcode = barcodeOf({ text: token, symbology: null });
    if (barcode === null) {
      throw new RangeError(`a ticket has 1 to ${LIMITS.tokenLength} characters, this has ${token.length}`);
    }
    const lane = options.lane ?? lanes.first;
    const direction = options.direction ?? lanes.directionOf(lane);
    assertDirection(direction);
    return this.#byHand(barcode, lane, direction);
  }

  /** Takes an operator's word against a denial, as a scan of its own, and brings its verdict. */
  takeOverruling(overruling: Overruling, lane: string): Promise<Verdict> {
    const { barcode, direction } = overruling.denied.scan;
    return this.#byHand(barcode, lane, direction, { overruling });
  }

  #byHand(barcode: Barcode, lane: string, direction: Direction, rest: Pick<Read, "overruling"> = {}): Promise<Verdict> {
    const { stopped } = this.#parts;
    return new Promise((resolve, reject) => {
      const refuse = () => reject(new ScannerStopped());
      if (stopped.aborted) return refuse();
      stopped.addEventListener("abort", refuse);
      this.#offer(barcode, {
        ...rest,
        direction,
        readerId: OPERATOR_READER,
        lane,
        manual: true,
        cue: () => undefined,
        report: (verdict) => {
          stopped.removeEventListener("abort", refuse);
          resolve(verdict);
        },
      });
    });
  }

  #offer(barcode: Barcode, read: Omit<Read, "barcode" | "scanTimeMs" | "readAtMs">): void {
    const { time, lanes, note } = this.#parts;
    const joined = !lanes.offer({ ...read, barcode, scanTimeMs: time.wallMs(), readAtMs: time.monotonicMs() });
    if (joined) note("debug", "readJoined", { reader: read.readerId, token: maskedToken(barcode.token) });
  }
}
