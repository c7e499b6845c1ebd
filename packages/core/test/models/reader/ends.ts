import { READERS, type Bench } from "./bench.js";
import { compare, type ReaderCommand, type ReaderModel } from "./model.js";

/** A source ends for good, as standard input does. */
export class Ends implements ReaderCommand {
  readonly #lane: string;

  constructor(lane: string) {
    this.#lane = lane;
  }

  check(model: ReaderModel): boolean {
    return !model.stopped;
  }

  async run(model: ReaderModel, bench: Bench): Promise<void> {
    if (bench.state(this.#lane)?.status === "open") {
      bench.scanner(this.#lane).end();
      model.of(this.#lane).ended = true;
    }
    await bench.time.settle();
    compare(model, bench, READERS);
  }

  toString(): string {
    return `ends(${this.#lane})`;
  }
}
