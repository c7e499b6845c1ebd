import { READERS, type Bench } from "./bench.js";
import { compare, type ReaderCommand, type ReaderModel } from "./model.js";

/** A scanner is there and can be opened. */
export class ComesBack implements ReaderCommand {
  readonly #lane: string;

  constructor(lane: string) {
    this.#lane = lane;
  }

  check(model: ReaderModel): boolean {
    return !model.stopped;
  }

  async run(model: ReaderModel, bench: Bench): Promise<void> {
    const known = model.of(this.#lane);
    bench.scanner(this.#lane).comeBack();
    if (!known.canBeOpened) known.quietSinceMs = bench.time.monotonicMs();
    known.canBeOpened = true;
    await bench.time.settle();
    compare(model, bench, READERS);
  }

  toString(): string {
    return `comesBack(${this.#lane})`;
  }
}
