import { expect } from "vitest";
import { READERS, type Bench } from "./bench.js";
import { compare, type ReaderCommand, type ReaderModel } from "./model.js";

/** The shortest wait between two attempts to open a scanner. */
const SHORTEST_RETRY_MS = 125;

/** Time passes; nobody storms a scanner meanwhile. */
export class TimePasses implements ReaderCommand {
  readonly #ms: number;

  constructor(ms: number) {
    this.#ms = ms;
  }

  check(): boolean {
    return true;
  }

  async run(model: ReaderModel, bench: Bench): Promise<void> {
    const attempts = () => READERS.map((lane) => bench.scanner(lane).attempts);
    const before = attempts();
    for (let passedMs = 0; passedMs < this.#ms; passedMs += this.#ms / 4) {
      await bench.time.advance(this.#ms / 4);
      compare(model, bench, READERS);
    }
    const most = 1 + this.#ms / SHORTEST_RETRY_MS;
    attempts().forEach((count, index) => expect(count - (before[index] ?? 0)).toBeLessThanOrEqual(most));
  }

  toString(): string {
    return `pass(${this.#ms} ms)`;
  }
}
