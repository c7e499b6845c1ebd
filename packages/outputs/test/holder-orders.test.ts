import { describe, expect, test } from "vitest";
import { LIMITS } from "../src/limits.js";
import { held, SETTINGS } from "./held.js";

describe("orders that make no sense end a holder, with its gate closed", () => {
  const MANY = Array.from({ length: LIMITS.outputsPerBoard + 1 }, () => SETTINGS);
  const nonsense: [string, string][] = [
    ["no JSON", "open sesame\n"],
    ["an order that there is not", `${JSON.stringify({ order: "open" })}\n`],
    ["a permit without an id", `${JSON.stringify({ order: "permit", output: 0, atMs: 0 })}\n`],
    ["a second board", `${JSON.stringify({ order: "hold", outputs: [SETTINGS] })}\n`],
    ["a board of nothing", `${JSON.stringify({ order: "hold", outputs: [] })}\n`],
    ["more outputs than a board has", `${JSON.stringify({ order: "hold", outputs: MANY })}\n`],
    ["an output that no board has", `${JSON.stringify({ order: "deny", output: LIMITS.outputsPerBoard })}\n`],
    ["a long line", `${JSON.stringify({ order: "permit", output: 0, id: "x".repeat(LIMITS.lineBytes), atMs: 0 })}\n`],
    ["a line without end", "x".repeat(LIMITS.lineBytes + 1)],
  ];
  test.each(nonsense)("%s", async (_, line) => {
    const { time, board, input, hold, permit, ended } = held();
    await hold();
    await permit("a");
    input.write(line);
    await time.settle();
    expect(await ended).not.toBeNull();
    expect(board.drawn).toEqual([]);
  });

  test("orders before a board is named", async () => {
    const { order, ended, board } = held();
    await order({ order: "deny", output: 0 });
    expect(await ended).toContain("comes first");
    expect(board.opened).toBe(0);
  });
});
