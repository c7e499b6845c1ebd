import { describe, expect, test } from "vitest";
import { LIMITS } from "../src/limits.js";
import { held, SETTINGS } from "./held.js";

/** What a holder tells of the first output. */
const gateTold = (news: object) => ({ tell: "gate", output: 0, news });

describe("a holder", () => {
  test("[P13] closes everything that an earlier one left on before it says that it is ready", async () => {
    const { board, hold, news } = held();
    const before = await board.open({ lost: () => undefined, turned: () => undefined });
    for (const channel of [1, 2, 7]) await before.set(channel, true);
    await before.close();
    board.changes.length = 0;
    await hold();
    expect(board.changes.slice(0, 3).map(({ channel, on }) => `${channel} ${on}`)).toEqual([
      "1 false",
      "2 false",
      "7 false",
    ]);
    expect(news()).toEqual([{ tell: "ready" }]);
    expect(board.drawn).toEqual([4]);
  });

  test("opens the gate for a permit and ends its pulse by its own clock, and shows both verdicts", async () => {
    const { time, board, hold, permit, order, news } = held();
    await hold();
    await permit("a");
    expect(board.drawn).toEqual([1, 2]);
    await time.advance(500);
    expect(board.drawn).toEqual([2]);
    await time.advance(1_500);
    expect(board.drawn).toEqual([4]);
    await order({ order: "deny", output: 0 });
    expect(board.drawn).toEqual([3]);
    await time.advance(2_000);
    expect(board.drawn).toEqual([4]);
    expect(news()).toEqual([
      { tell: "ready" },
      gateTold({ tell: "opened", id: "a" }),
      gateTold({ tell: "closed", id: "a" }),
    ]);
  });

  test("[P13] the end of its orders in the middle of a pulse closes the gate, and everything else", async () => {
    const { board, input, hold, permit, ended } = held();
    await hold();
    await permit("a");
    await permit("b");
    expect(board.drawn).toContain(1);
    input.end();
    expect(await ended).toBeNull();
    expect(board.drawn).toEqual([]);
    expect(board.changes.filter(({ channel, on }) => channel === 1 && on)).toHaveLength(1);
  });

  test("[P13] a request to end closes the gate too", async () => {
    const { board, hold, permit, stop, ended } = held();
    await hold();
    await permit("a");
    stop();
    expect(await ended).toBeNull();
    expect(board.drawn).toEqual([]);
  });

  test("[P13] a relay that is drawn while the gate is shut stays drawn, from the start to the end", async () => {
    const { time, board, input, hold, permit, ended } = held({ ...SETTINGS, closedWhen: "on" });
    await hold();
    expect(board.drawn).toEqual([1, 4]);
    await permit("a");
    expect(board.drawn).toEqual([2]);
    await time.advance(500);
    expect(board.drawn).toEqual([1, 2]);
    await permit("b");
    input.end();
    await ended;
    expect(board.drawn).toEqual([1]);
  });

  test("[P13] a lost board comes back closed, and whoever waited is forgotten", async () => {
    const { time, board, hold, permit, news } = held();
    await hold();
    await permit("a");
    await permit("b");
    board.unplug();
    await time.settle();
    await permit("c");
    expect(news().slice(2)).toEqual([
      { tell: "trouble", message: expect.stringContaining("relay board is gone") },
      gateTold({ tell: "notOpened", id: "c", reason: "notReady" }),
    ]);
    await time.advance(60_000);
    board.plug();
    await time.advance(LIMITS.reopenMaxMs);
    expect(board.drawn).toEqual([4]);
    expect(news().at(-1)).toEqual({ tell: "ready" });
    await time.advance(60_000);
    expect(board.changes.filter(({ channel, on }) => channel === 1 && on)).toHaveLength(1);
    await permit("d");
    expect(board.drawn).toEqual([1, 2]);
  });

  test("a board that takes no command in time is taken for lost, and closed down once it answers", async () => {
    const { time, board, hold, permit, news } = held();
    await hold();
    const goOn = board.stall();
    await permit("a");
    await time.advance(LIMITS.commandMs);
    expect(news().at(-1)).toMatchObject({ tell: "trouble", message: expect.stringContaining("takes no command") });
    goOn();
    await time.advance(LIMITS.reopenMaxMs);
    expect(news().at(-1)).toEqual({ tell: "ready" });
    expect(board.drawn).toEqual([4]);
  });

  test("goes on closing for a while after its kiosk where the board is away, and not for ever", async () => {
    const back = held();
    await back.hold();
    await back.permit("a");
    back.board.unplug();
    back.input.end();
    await back.time.advance(LIMITS.endMs / 2);
    expect(back.board.drawn).toContain(1);
    back.board.plug();
    await back.time.advance(LIMITS.reopenMaxMs);
    await back.ended;
    expect(back.board.drawn).toEqual([]);

    const away = held();
    away.board.unplug();
    await away.hold();
    away.input.end();
    await away.time.advance(2 * LIMITS.endMs);
    expect(await away.ended).toBeNull();
    expect(away.time.waiting).toBe(0);
  });

  test("[P13] a permit that lay about on its way for too long opens nothing", async () => {
    const { board, hold, permit, news } = held();
    await hold();
    await permit("old", { ageMs: LIMITS.permitMs + 1 });
    expect(board.drawn).not.toContain(1);
    expect(news().at(-1)).toEqual(gateTold({ tell: "notOpened", id: "old", reason: "stale" }));
    await permit("just in time", { ageMs: LIMITS.permitMs });
    expect(board.drawn).toContain(1);
  });

  test("[P13] no more wait for their turn than the limit says", async () => {
    const { hold, permit, news } = held();
    await hold();
    for (let number = 0; number < LIMITS.waitingPermits + 2; number += 1) await permit(String(number));
    expect(news().at(-1)).toEqual(
      gateTold({ tell: "notOpened", id: String(LIMITS.waitingPermits + 1), reason: "crowded" }),
    );
  });

  test("answers that it is alive, with and without a board", async () => {
    const { board, hold, order, news } = held();
    board.unplug();
    await hold();
    await order({ order: "ping" });
    expect(news().at(-1)).toEqual({ tell: "alive" });
  });
});

describe("a board that answers nothing at all", () => {
  test("when it is closed is taken for gone, and opened again", async () => {
    const { time, board, hold, news } = held();
    board.closes = false;
    await hold();
    board.unplug();
    board.plug();
    await time.advance(LIMITS.commandMs + LIMITS.reopenMaxMs);
    expect(news().at(-1)).toEqual({ tell: "ready" });
  });

  test("when it is opened does not keep the holder for ever", async () => {
    const { time, board, input, hold, ended } = held();
    board.opens = false;
    await hold();
    input.end();
    await time.advance(LIMITS.giveUpMs);
    expect(await ended).toContain("answers nothing");
  });
});

describe("a holder whose kiosk", () => {
  test("reads nothing drops its news beyond a limit, and moves the gate all the same", async () => {
    const { time, board, hold, permit, order, output } = held();
    await hold();
    output.pause();
    for (let ping = 0; ping < 3_000; ping += 1) void order({ order: "ping" });
    await time.settle();
    expect(output.writableLength).toBeLessThan(2 * LIMITS.backlogBytes);
    await permit("a");
    expect(board.drawn).toContain(1);
  });

  test("is told of trouble in words of bounded length", async () => {
    const { board, hold, news } = held();
    board.trouble = "x".repeat(2 * LIMITS.wordsLength);
    await hold();
    expect(news()).toEqual([{ tell: "trouble", message: "x".repeat(LIMITS.wordsLength) }]);
  });
});
