import type { ScannerErrorCode } from "../../../src/index.js";
import { READERS, type Bench } from "./bench.js";
import { compare, type ReaderCommand, type ReaderModel } from "./model.js";

/** From now on a scanner can't be opened. If it is open, it stays so. */
export class Refuses implements ReaderCommand {
  readonly #lane: string;
  readonly #code: ScannerErrorCode;

  constructor(lane: string, code: ScannerErrorCode) {
    this.#lane = lane;
    this.#code = code;
  }

  check(model: ReaderModel): boolean {
    return !model.stopped;
  }

  async run(model: ReaderModel, bench: Bench): Promise<void> {
    bench.scanner(this.#lane).refuse(this.#code);
    model.of(this.#lane).canBeOpened = false;
    await bench.time.settle();
    compare(model, bench, READERS);
  }

  toString(): string {
    return `refuses(${this.#lane}, ${this.#code})`;
  }
}
