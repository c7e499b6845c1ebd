import { describe, expect, test } from "vitest";
import { held, SETTINGS } from "./held.js";

describe("two lanes at one board", () => {
  const PASSAGE = { contact: "cts", passMs: 1_000 };
  const [left, right] = [
    { ...SETTINGS, channels: { gate: 1, deny: 3 }, passage: PASSAGE },
    { ...SETTINGS, channels: { gate: 2 }, passage: { ...PASSAGE, contact: "dsr" } },
  ];

  test("[P13] open side by side, each for its own permits, and are shut together", async () => {
    const { time, board, input, hold, permit, order, news, ended } = held(left, right);
    await hold();
    await permit("a", { output: 0 });
    await time.advance(200);
    await permit("b", { output: 1 });
    expect(board.drawn).toEqual([1, 2]);
    await time.advance(300);
    expect(board.drawn).toEqual([2]);
    board.turn(1);
    await time.advance(1_000);
    await order({ order: "deny", output: 0 });
    expect(board.drawn).toEqual([3]);
    expect(news()).toContainEqual({ tell: "gate", output: 0, news: { tell: "didNotTurn", id: "a" } });
    expect(news()).toContainEqual({ tell: "gate", output: 1, news: { tell: "passed", id: "b" } });
    await permit("c", { output: 1 });
    input.end();
    await ended;
    expect(board.drawn).toEqual([]);
  });

  test("[P13] an output that is not there opens nothing", async () => {
    const { board, hold, permit, news } = held(left, right);
    await hold();
    await permit("a", { output: 2 });
    expect(board.drawn).toEqual([]);
    expect(news().at(-1)).toMatchObject({ output: 2, news: { tell: "notOpened", reason: "notReady" } });
  });

  test("[P13] one that is shut while its relay is drawn stays so beside one that is not", async () => {
    const { board, input, hold, permit, ended } = held(left, { ...right, closedWhen: "on" });
    await hold();
    expect(board.drawn).toEqual([2]);
    await permit("a", { output: 1 });
    await permit("b", { output: 0 });
    expect(board.drawn).toEqual([1]);
    input.end();
    await ended;
    expect(board.drawn).toEqual([2]);
  });
});
