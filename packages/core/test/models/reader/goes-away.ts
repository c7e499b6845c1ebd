import { READERS, type Bench } from "./bench.js";
import { compare, type ReaderCommand, type ReaderModel } from "./model.js";

/** A scanner is unplugged, perhaps right after a read. */
export class GoesAway implements ReaderCommand {
  readonly #lane: string;
  readonly #reading: boolean;

  constructor(lane: string, reading: boolean) {
    this.#lane = lane;
    this.#reading = reading;
  }

  check(model: ReaderModel): boolean {
    return !model.stopped;
  }

  async run(model: ReaderModel, bench: Bench): Promise<void> {
    const scanner = bench.scanner(this.#lane);
    const known = model.of(this.#lane);
    if (this.#reading && bench.state(this.#lane)?.status === "open") {
      const { token, shown } = bench.nextToken();
      scanner.emit(token);
      known.reads.push(shown);
    }
    scanner.lose();
    known.canBeOpened = false;
    await bench.time.settle();
    compare(model, bench, READERS);
  }

  toString(): string {
    return `goesAway(${this.#lane}${this.#reading ? ", reading" : ""})`;
  }
}
