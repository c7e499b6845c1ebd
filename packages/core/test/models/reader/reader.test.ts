import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frame } from "../../../src/index.js";
import { frameOf } from "../../../src/testing/index.js";
import { runs } from "../../runs.js";
import { Bench, READERS, REFUSALS, type Slowness } from "./bench.js";
import { ComesBack } from "./comes-back.js";
import { Ends } from "./ends.js";
import { GoesAway } from "./goes-away.js";
import { ReaderModel, type ReaderCommand } from "./model.js";
import { Reads } from "./reads.js";
import { Refuses } from "./refuses.js";
import { Stops } from "./stops.js";
import { TimePasses } from "./time-passes.js";

const lanes = fc.constantFrom(...READERS);
const noise = fc.array(fc.constantFrom("", "\r\n", "\u0000\u001b", "9".repeat(5_000)), { maxLength: 2 });

const commands: readonly fc.Arbitrary<ReaderCommand>[] = [
  ...Array.from({ length: 3 }, () =>
    fc.tuple(lanes, fc.integer({ min: 1, max: 5 }), noise).map((given) => new Reads(...given)),
  ),
  ...Array.from({ length: 4 }, () => fc.constantFrom(1, 100, 400, 2_000, 20_000).map((ms) => new TimePasses(ms))),
  fc.tuple(lanes, fc.boolean()).map((given) => new GoesAway(...given)),
  fc.tuple(lanes, fc.constantFrom(...REFUSALS)).map((given) => new Refuses(...given)),
  ...Array.from({ length: 3 }, () => lanes.map((lane) => new ComesBack(lane))),
];
/** What ends a life early comes rarely: at most once, and last. */
const ends = fc.option(
  fc.oneof(
    lanes.map((lane) => new Ends(lane)),
    fc.constant(new Stops()),
  ),
);

const slownesses = fc.record({
  openMs: fc.constantFrom(0, 0, 30, 900),
  closeMs: fc.constantFrom(0, 0, 30, 400),
}) satisfies fc.Arbitrary<Slowness>;

describe("the life of a reader", () => {
  it("[P11] whatever befalls a scanner, each good read of each of them is delivered once, in order", async () => {
    await fc.assert(
      fc.asyncProperty(
        slownesses,
        fc.commands([...commands], { maxCommands: 30, size: "max" }),
        ends,
        async (slowness, life, end) => {
          const bench = new Bench(slowness);
          const model = new ReaderModel(slowness);
          const setup = () => ({ model, real: bench });
          await bench.gate.start();
          await fc.asyncModelRun(setup, life);
          if (end !== null) await fc.asyncModelRun(setup, [end, new Reads("2", 2, []), new TimePasses(20_000)]);
        },
      ),
      runs(150),
    );
  });

  it("canary: the model notices a read that is delivered twice", async () => {
    const bench = new Bench({ openMs: 0, closeMs: 0 });
    const model = new ReaderModel({ openMs: 0, closeMs: 0 });
    await bench.gate.start();
    const scanner = bench.scanner("1");
    const emit = scanner.emit.bind(scanner);
    scanner.emit = (read: string | Frame) => {
      emit(read);
      emit(typeof read === "string" ? frameOf(read) : read);
    };
    const life = fc.asyncModelRun(() => ({ model, real: bench }), [new Reads("1", 1, [])]);
    await expect(life).rejects.toThrow();
  });
});
