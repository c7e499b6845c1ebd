import { PassThrough } from "node:stream";
import { SeededRandom, VirtualTime } from "@usher/core/testing";
import { runHolder } from "../src/holder/run-holder.js";
import { MemoryBoard } from "../src/testing/index.js";

/** An output with a gate and every light. */
export const SETTINGS = {
  kind: "serialRelay",
  path: "/dev/x",
  channels: { gate: 1, permit: 2, deny: 3, idle: 4 },
  pulseMs: 500,
};

/** A holder as its kiosk sees it: lines in, lines out, and the board at its other end. */
export function held(...outputs: object[]) {
  // A turn of the event loop each: streams deliver by it.
  const time = new VirtualTime(undefined, () => new Promise((resolve) => setImmediate(resolve)));
  const board = new MemoryBoard(() => time.monotonicMs());
  const [input, output] = [new PassThrough(), new PassThrough()];
  let told = "";
  output.on("data", (chunk: Buffer) => (told += chunk.toString()));
  const order = async (message: unknown): Promise<void> => {
    input.write(`${JSON.stringify(message)}\n`);
    await time.settle();
    await time.settle();
  };
  let stop = (): void => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const ended = runHolder({ input, output, openBoard: () => board.open, time, random: new SeededRandom(1), stopped });
  const news = (): unknown[] =>
    told
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as unknown);
  return {
    time,
    board,
    input,
    output,
    ended,
    news,
    order,
    stop,
    hold: () => order({ order: "hold", outputs: outputs.length === 0 ? [SETTINGS] : outputs }),
    permit: (id: string, { ageMs = 0, output: place = 0 } = {}) =>
      order({ order: "permit", output: place, id, atMs: time.monotonicMs() - ageMs }),
  };
}
