import { describe, expect, it } from "vitest";
import { LIMITS } from "../domain/limits.js";
import type { Reply } from "../ports/ticket-service.js";
import { VirtualTime } from "../testing/index.js";
import { limited } from "./limited.js";

const LIMIT_MS = 3_000;
const YES: Reply<string> = { kind: "answered", status: "OKAY", message: "", value: "yes", serviceTimeMs: null };
const REFUSED: Reply<string> = { kind: "unreachable", cause: "refused", sent: false };
const LOST: Reply<string> = { kind: "unreachable", cause: "aborted", sent: true };

/** A call that answers after `ms`, whether or not it was aborted. */
const after = (time: VirtualTime, ms: number, reply: Reply<string>) => () =>
  new Promise<Reply<string>>((resolve) => void time.after(ms, () => resolve(reply)));

/** A call that settles as soon as it is aborted. */
const untilAborted = (reply: Reply<string>) => (signal: AbortSignal) =>
  new Promise<Reply<string>>((resolve) => signal.addEventListener("abort", () => resolve(reply)));

/** What comes of a call, and when. */
async function outcome(
  call: (time: VirtualTime) => (signal: AbortSignal) => Promise<Reply<string>>,
  stopAtMs = Infinity,
): Promise<{ readonly reply: Reply<string> | null; readonly atMs: number; readonly timersLeft: number }> {
  const time = new VirtualTime();
  const stop = new AbortController();
  if (stopAtMs === 0) stop.abort();
  else if (stopAtMs !== Infinity) time.after(stopAtMs, () => stop.abort());
  let reply: Reply<string> | null = null;
  let atMs = -1;
  void limited(time, LIMIT_MS, stop.signal, call(time)).then((settled) => {
    reply = settled;
    atMs = time.monotonicMs();
  });
  await time.advance(60_000);
  return { reply, atMs, timersLeft: time.waiting };
}

describe("a call under a time limit", () => {
  it("[P2] is obeyed at the limit itself, and not a millisecond later", async () => {
    expect(await outcome((time) => after(time, LIMIT_MS - 1, YES))).toMatchObject({ reply: YES, atMs: LIMIT_MS - 1 });
    expect(await outcome((time) => after(time, LIMIT_MS + 1, YES))).toMatchObject({ reply: LOST, atMs: LIMIT_MS + 1 });
  });

  it("[P7] is in doubt where its answer comes after the abort, whatever it says", async () => {
    expect(await outcome(() => untilAborted(YES))).toMatchObject({ reply: LOST, atMs: LIMIT_MS });
  });

  it("[P7] keeps the truth of a service that knows it sent nothing", async () => {
    expect(await outcome(() => untilAborted(REFUSED))).toMatchObject({ reply: REFUSED, atMs: LIMIT_MS });
  });

  it("[P7] is given up soon after the limit where the service ignores the abort: lost, and in doubt", async () => {
    const never = () => () => new Promise<Reply<string>>(() => undefined);
    expect(await outcome(never)).toMatchObject({ reply: LOST, atMs: LIMIT_MS + LIMITS.abortGraceMs });
    const muchLater = (time: VirtualTime) => after(time, 30_000, YES);
    expect(await outcome(muchLater)).toMatchObject({ reply: LOST, atMs: LIMIT_MS + LIMITS.abortGraceMs });
  });

  it("is aborted by a stop as by the limit, also by one that came first", async () => {
    expect(await outcome(() => untilAborted(YES), 1_000)).toMatchObject({ reply: LOST, atMs: 1_000 });
    expect(await outcome((time) => after(time, 30_000, YES), 1_000)).toMatchObject({
      reply: LOST,
      atMs: 1_000 + LIMITS.abortGraceMs,
    });
    expect(await outcome((time) => after(time, 30_000, YES), 0)).toMatchObject({
      reply: LOST,
      atMs: LIMITS.abortGraceMs,
    });
  });

  it("measures by the monotonic clock, also where this process was too busy to notice the limit", async () => {
    const time = new VirtualTime();
    const stalled = {
      wallMs: () => time.wallMs(),
      monotonicMs: () => time.monotonicMs(),
      after: () => () => undefined,
    };
    const settled = limited(stalled, LIMIT_MS, new AbortController().signal, after(time, LIMIT_MS + 1, YES));
    await time.advance(10_000);
    expect(await settled).toEqual(LOST);
    time.jumpWall(86_400_000);
    const answered = limited(time, LIMIT_MS, new AbortController().signal, after(time, 1, YES));
    time.jumpWall(-86_400_000);
    await time.advance(1);
    expect(await answered).toEqual(YES);
  });

  it("leaves no timer behind, however it ended", async () => {
    expect((await outcome((time) => after(time, 1, YES))).timersLeft).toBe(0);
    expect((await outcome(() => untilAborted(YES))).timersLeft).toBe(0);
    expect((await outcome(() => untilAborted(YES), 1_000)).timersLeft).toBe(0);
  });

  it("passes on what the service throws, against its promise, and cleans up", async () => {
    const time = new VirtualTime();
    const throwing = async (): Promise<Reply<string>> => {
      throw new Error("a bug in the client");
    };
    await expect(limited(time, LIMIT_MS, new AbortController().signal, throwing)).rejects.toThrow("a bug");
    expect(time.waiting).toBe(0);
  });
});
