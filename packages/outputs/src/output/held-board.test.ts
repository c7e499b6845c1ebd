import type { Passage, Permit } from "@usher/core";
import { SeededRandom, VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import type { GateNews } from "../gate/gate-news.js";
import type { HolderNews, Order } from "../holder/messages.js";
import { LIMITS } from "../limits.js";
import { outputSchema } from "../settings.js";
import type { HolderListener, StartHolder } from "./holder-process.js";
import { HeldBoard } from "./held-board.js";

const SETTINGS = { kind: "serialRelay", path: "/dev/x", channels: { gate: 1 } };

const permit = (scanId: string) => ({ scanId }) as Permit;

/** An output whose holders the test plays. */
function scripted(wired: object = { passage: { contact: "cts", passMs: 1_000 } }) {
  const time = new VirtualTime();
  const holders: { readonly orders: Order[]; readonly listener: HolderListener; deaf: boolean; end: string | null }[] =
    [];
  const startHolder: StartHolder = (listener) => {
    const holder = { orders: [] as Order[], listener, deaf: false, end: null as string | null };
    holders.push(holder);
    return {
      send: (order) => {
        if (!holder.deaf) holder.orders.push(order);
        return !holder.deaf;
      },
      end: () => (holder.end = "asked"),
      kill: () => {
        holder.end = "killed";
        listener.ended("it was ended by SIGKILL", "");
      },
    };
  };
  const troubles: (string | null)[] = [];
  const ends: string[] = [];
  const settings = outputSchema.parse({ ...SETTINGS, ...wired });
  const random = new SeededRandom(1);
  const board = new HeldBoard({
    outputs: [settings],
    time,
    random,
    startHolder,
    onTrouble: (trouble) => troubles.push(trouble),
    onHolderEnded: (why, lastWords) => ends.push(`${why}: ${lastWords}`),
  });
  const [output] = board.outputs;
  if (output === undefined) throw new Error("a board has the outputs that were configured");
  const told: Passage[] = [];
  output.passages$?.subscribe((passage) => told.push(passage));
  const current = () => {
    const holder = holders.at(-1);
    if (holder === undefined) throw new Error("no holder was started");
    return holder;
  };
  const hear = (news: HolderNews | GateNews) => {
    const isOfHolder =
      news.tell === "ready" || news.tell === "trouble" || news.tell === "alive" || news.tell === "gate";
    current().listener.news(isOfHolder ? news : { tell: "gate", output: 0, news });
  };
  /** Lets so much time pass, in which the holder answers but tells nothing of its board. */
  const live = async (forMs: number) => {
    for (let ms = 0; ms < forMs; ms += LIMITS.pingMs) {
      hear({ tell: "alive" });
      await time.advance(Math.min(LIMITS.pingMs, forMs - ms));
    }
  };
  return { time, board, output, holders, current, hear, live, troubles, told, ends };
}

describe("an output and its holder", () => {
  test("names the board first, and hands over a permit with the time at which it was given", async () => {
    const { time, board, output, current, hear } = scripted();
    board.start();
    hear({ tell: "ready" });
    await time.advance(123);
    output.permit(permit("a"));
    output.deny();
    expect(current().orders).toEqual([
      { order: "hold", outputs: [expect.objectContaining({ pulseMs: 500 })] },
      { order: "permit", output: 0, id: "a", atMs: 123 },
      { order: "deny", output: 0 },
    ]);
  });

  test("[P13] a permit for a gate that is not ready is handed over neither now nor later, and that is told until one opens", () => {
    const { board, output, current, hear, troubles } = scripted();
    output.permit(permit("before the start"));
    board.start();
    output.permit(permit("before it was ready"));
    hear({ tell: "trouble", message: "there is no relay board" });
    output.permit(permit("without a board"));
    hear({ tell: "ready" });
    expect(current().orders.map(({ order }) => order)).toEqual(["hold"]);
    expect(troubles.at(-1)).toContain("let the person in by hand");
    output.permit(permit("at last"));
    hear({ tell: "opened", id: "at last" });
    expect(troubles.at(-1)).toBeNull();
  });

  test("a log that throws holds up no gate", async () => {
    const { time, board, output, current, hear, troubles, ends } = scripted();
    for (const log of [troubles, ends]) Object.freeze(log); // whoever writes into it throws
    board.start();
    output.permit(permit("without a board"));
    current().listener.ended("it was ended by SIGKILL", "");
    await time.advance(1);
    hear({ tell: "ready" });
    output.permit(permit("a"));
    expect(current().orders).toContainEqual(expect.objectContaining({ order: "permit", id: "a" }));
  });

  test("a board whose opening never returns is not ready, and is told of, after readyMs; and is ready where it opens after all", async () => {
    const { time, board, hear, live, troubles } = scripted();
    board.start();
    await live(LIMITS.readyMs - 1);
    expect([board.state, troubles]).toEqual([{ status: "starting" }, []]);
    await time.advance(1);
    const reason = expect.stringContaining("not opened within 10 s: draw its plug") as string;
    expect([board.state, troubles]).toEqual([{ status: "notReady", reason }, [reason]]);
    hear({ tell: "ready" });
    expect([board.state, troubles.at(-1)]).toEqual([{ status: "ready" }, null]);
  });

  test("a holder that told of its board, or was closed, is not taken for one that hangs; one that follows it may be", async () => {
    const told = scripted();
    told.board.start();
    for (let ms = 0; ms <= LIMITS.readyMs; ms += LIMITS.pingMs) {
      told.hear({ tell: "trouble", message: "there is no relay board" });
      await told.time.advance(LIMITS.pingMs);
    }
    expect(told.board.state).toEqual({ status: "notReady", reason: "there is no relay board" });
    told.current().listener.ended("it ended with code 1", "");
    await told.time.advance(0);
    await told.live(LIMITS.readyMs);
    expect(told.troubles.at(-1)).toContain("not opened within 10 s");

    const closed = scripted();
    closed.board.start();
    void closed.board.close();
    await closed.time.advance(LIMITS.readyMs);
    expect([closed.board.state, closed.troubles]).toEqual([{ status: "stopped" }, []]);
  });

  test("a holder that takes long to start is not taken for a board that hangs, which it may find later", async () => {
    const { time, board, live, troubles } = scripted();
    board.start();
    await time.advance(2 * LIMITS.readyMs);
    expect([board.state, troubles]).toEqual([{ status: "starting" }, []]);
    await live(LIMITS.readyMs);
    expect(troubles).toEqual([expect.stringContaining("not opened within 10 s")]);
  });

  test("a light tower without its board keeps nobody out: its alarm ends with the board's return", () => {
    const { board, output, hear, troubles } = scripted({ channels: { permit: 2, deny: 3 } });
    board.start();
    hear({ tell: "trouble", message: "there is no relay board" });
    output.permit(permit("while it was away"));
    hear({ tell: "ready" });
    hear({ tell: "trouble", message: "there is no relay board" });
    hear({ tell: "notOpened", id: "while the news was on its way", reason: "notReady" });
    expect(troubles.at(-1)).toBe("there is no relay board");
    hear({ tell: "ready" });
    expect(troubles.at(-1)).toBeNull();
  });

  test("its board tells at any time whether it is ready, and why not", async () => {
    const { time, board, current, hear } = scripted();
    expect(board.state).toEqual({ status: "stopped" });
    board.start();
    expect(board.state).toEqual({ status: "starting" });
    hear({ tell: "trouble", message: "there is no relay board" });
    expect(board.state).toEqual({ status: "notReady", reason: "there is no relay board" });
    hear({ tell: "ready" });
    expect(board.state).toEqual({ status: "ready" });
    current().listener.ended("it was ended by SIGKILL", "");
    expect(board.state).toMatchObject({ status: "notReady", reason: expect.stringContaining("SIGKILL") as string });
    await time.advance(0);
    hear({ tell: "ready" });
    const closed = board.close();
    expect(board.state).toEqual({ status: "stopped" });
    current().listener.ended("it ended with code 0", "");
    await closed;
    expect(board.state).toEqual({ status: "stopped" });
  });

  test("[P13] a holder that dies is followed by another at once, and then less and less often", async () => {
    const { time, board, output, holders, current, troubles, ends } = scripted();
    board.start();
    current().listener.news({ tell: "ready" });
    current().listener.ended("it was ended by SIGKILL", "a stack of frames");
    expect(troubles.at(-1)).toContain("(it was ended by SIGKILL)");
    expect(troubles.at(-1)).not.toContain("frames");
    expect(ends).toEqual(["it was ended by SIGKILL: a stack of frames"]);
    output.permit(permit("between two holders"));
    await time.advance(0);
    expect(holders).toHaveLength(2);
    expect(current().orders.map(({ order }) => order)).toEqual(["hold"]);
    for (let death = 0; death < 10; death += 1) {
      current().listener.ended("it ended with code 1", "");
      await time.advance(LIMITS.reopenMaxMs);
    }
    expect(holders).toHaveLength(12);
    current().listener.ended("it ended with code 1", "");
    await time.advance(LIMITS.reopenMaxMs / 2 - 1);
    expect(holders).toHaveLength(12);
  });

  test("a holder that owes too many signs of life is killed; one that gives them is not", async () => {
    const { time, board, holders, current, hear, troubles } = scripted();
    board.start();
    hear({ tell: "ready" });
    for (let second = 0; second < 20; second += 1) {
      await time.advance(LIMITS.pingMs);
      hear({ tell: "alive" });
    }
    expect(holders).toHaveLength(1);
    await time.advance(LIMITS.pingMs * (LIMITS.owedPings + 1));
    expect(holders[0]?.end).toBe("killed");
    expect(troubles.slice(-2)).toEqual([
      expect.stringContaining("does not answer"),
      expect.stringContaining("SIGKILL"),
    ]);
    expect(current()).not.toBe(holders[0]);
  });

  test("a holder that is slow to start is left in peace for longer, but not for ever", async () => {
    const { time, board, holders } = scripted();
    board.start();
    await time.advance(LIMITS.pingMs * LIMITS.owedAtStart);
    expect(holders).toHaveLength(1);
    await time.advance(LIMITS.pingMs);
    expect(holders[0]?.end).toBe("killed");
  });

  test("a holder that reads nothing is no reason to wait or to throw", () => {
    const { board, output, current, hear, troubles } = scripted();
    board.start();
    hear({ tell: "ready" });
    current().deaf = true;
    output.permit(permit("a"));
    output.deny();
    expect(troubles.at(-1)).toContain("stayed shut");
  });

  test("[P14] tells who passed and who did not, and that nobody passes whose turn never came", () => {
    const { board, hear, told, troubles } = scripted();
    board.start();
    hear({ tell: "ready" });
    hear({ tell: "passed", id: "a" });
    hear({ tell: "didNotTurn", id: "b" });
    hear({ tell: "notOpened", id: "c", reason: "crowded" });
    hear({ tell: "notOpened", id: "d", reason: "stale" });
    hear({ tell: "notOpened", id: "e", reason: "notReady" });
    expect(told.map(({ scanId, passed }) => `${scanId} ${passed}`)).toEqual([
      "a true",
      "b false",
      "c false",
      "d false",
    ]);
    expect(troubles.slice(-3)).toEqual([
      expect.stringContaining("more people"),
      expect.stringContaining("too late"),
      expect.stringContaining("could not be moved"),
    ]);
  });

  test("closing waits for the holder, but not for ever, and leaves nothing waiting", async () => {
    const { time, board, current, hear } = scripted();
    board.start();
    hear({ tell: "ready" });
    const closed = board.close();
    expect(current().end).toBe("asked");
    await time.advance(LIMITS.closeMs);
    await closed;
    expect(time.waiting).toBe(0);
  });

  test("closing what was never started touches no board", async () => {
    const { board, holders, time } = scripted();
    await board.close();
    expect([holders.length, time.waiting]).toEqual([0, 0]);
  });

  test("[P13] closing just after a holder died starts another, to close what that one left open", async () => {
    const { time, board, holders, current } = scripted();
    board.start();
    current().listener.ended("it was ended by SIGKILL", "");
    const closed = board.close();
    expect(holders).toHaveLength(2);
    expect(current()).toMatchObject({ end: "asked", orders: [{ order: "hold" }] });
    current().listener.ended("it ended with code 0", "");
    await closed;
    expect(time.waiting).toBe(0);
  });
});
