import { READERS, type Bench } from "./bench.js";
import { compare, type ReaderCommand, type ReaderModel } from "./model.js";

/** A scanner reads tickets, one right after another, with noise between them. */
export class Reads implements ReaderCommand {
  readonly #lane: string;
  readonly #tickets: number;
  readonly #noise: readonly string[];

  constructor(lane: string, tickets: number, noise: readonly string[]) {
    this.#lane = lane;
    this.#tickets = tickets;
    this.#noise = noise;
  }

  check(model: ReaderModel): boolean {
    return !model.stopped;
  }

  async run(model: ReaderModel, bench: Bench): Promise<void> {
    const scanner = bench.scanner(this.#lane);
    if (bench.state(this.#lane)?.status === "open") {
      for (let count = 0; count < this.#tickets; count++) {
        const { token, shown } = bench.nextToken();
        for (const noise of this.#noise) scanner.emit(noise);
        scanner.emit(token);
        model.of(this.#lane).reads.push(shown);
      }
    }
    await bench.time.settle();
    compare(model, bench, READERS);
  }

  toString(): string {
    return `reads(${this.#lane}, ${this.#tickets}, noise ${JSON.stringify(this.#noise)})`;
  }
}
