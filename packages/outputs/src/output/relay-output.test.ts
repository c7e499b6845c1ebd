import { PassThrough } from "node:stream";
import type { Permit } from "@usher/core";
import { gateOutputSuite, SeededRandom, VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { readMessages } from "../holder/lines.js";
import { newsSchema } from "../holder/messages.js";
import { runHolder } from "../holder/run-holder.js";
import { outputSchema } from "../settings.js";
import { MemoryBoard } from "../testing/index.js";
import { HeldBoard } from "./held-board.js";
import type { StartHolder } from "./holder-process.js";

const SETTINGS = { kind: "serialRelay", path: "/dev/x", channels: { gate: 1 } };
const PASSAGE = { contact: "cts", passMs: 1_000 };

/** The real holder, in this process: joined by streams instead of a process's pipes. */
function joined(settings: object) {
  const time = new VirtualTime(undefined, () => new Promise((resolve) => setImmediate(resolve)));
  const board = new MemoryBoard(() => time.monotonicMs());
  const startHolder: StartHolder = (listener) => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const world = { input, output, openBoard: () => board.open, time, random: new SeededRandom(2) };
    void runHolder({ ...world, stopped: new Promise(() => undefined) }).then((why) =>
      listener.ended(why ?? "asked", ""),
    );
    readMessages(output, newsSchema, { message: (news) => listener.news(news), end: () => undefined });
    return {
      send: (order) => input.write(`${JSON.stringify(order)}\n`),
      end: () => void input.end(),
      kill: () => void input.end(),
    };
  };
  const held = new HeldBoard({
    outputs: [outputSchema.parse(settings)],
    time,
    random: new SeededRandom(1),
    startHolder,
  });
  const [output] = held.outputs;
  if (output === undefined) throw new Error("a board has the outputs that were configured");
  held.start();
  const passed = async (ms: number) => {
    for (let turn = 0; turn < 5; turn += 1) await time.settle();
    await time.advance(ms);
    for (let turn = 0; turn < 5; turn += 1) await time.settle();
  };
  return { board, held, output, passed };
}

describe("a relay output is a GateOutput", () => {
  for (const settings of [SETTINGS, { ...SETTINGS, passage: PASSAGE }]) {
    for (const { name, run } of gateOutputSuite) {
      test(`${name} (${"passage" in settings ? "it can tell" : "it can't tell"})`, async () => {
        const { board, output, passed } = joined(settings);
        await passed(0);
        await run({
          output,
          opened: async () => {
            await passed(0);
            return board.changes.filter(({ channel, on }) => channel === 1 && on).length;
          },
          unplug: async () => {
            board.unplug();
            await passed(0);
          },
          turn: async (isPassed) => {
            await passed(0);
            if (isPassed) board.turn();
            await passed(PASSAGE.passMs);
          },
        });
      });
    }
  }

  test("for its whole life nothing is thrown into the engine", async () => {
    const { board, held, output, passed } = joined(SETTINGS);
    for (const happens of [() => undefined, () => board.unplug(), () => board.plug(), () => void held.close()]) {
      happens();
      output.permit({ scanId: "a" } as Permit);
      output.deny();
      await passed(100);
    }
    expect(board.drawn).toEqual([]);
  });
});
