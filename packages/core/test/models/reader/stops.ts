import { expect } from "vitest";
import { READERS, type Bench } from "./bench.js";
import { compare, type ReaderCommand, type ReaderModel } from "./model.js";

/** The gate is stopped: every scanner is free within 2.5 s, also one that was just being opened. */
export class Stops implements ReaderCommand {
  check(model: ReaderModel): boolean {
    return !model.stopped;
  }

  async run(model: ReaderModel, bench: Bench): Promise<void> {
    model.stopped = true;
    let stopped = false;
    void bench.gate.scanner.stop().then(() => (stopped = true));
    await bench.time.advance(2_500);
    expect(stopped).toBe(true);
    expect(READERS.filter((lane) => bench.scanner(lane).isOpen)).toEqual([]);
    compare(model, bench, READERS);
  }

  toString(): string {
    return "stops";
  }
}
