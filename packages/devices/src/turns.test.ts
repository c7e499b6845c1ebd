import { describe, expect, test } from "vitest";
import { Turns } from "./turns.js";

const LIMIT = 64;

/** A device that takes what is written when the test lets it. */
function slowDevice() {
  const begun: number[] = [];
  const waiting: { take: () => void; fail: (error: Error) => void }[] = [];
  const turns = new Turns(LIMIT);
  const write = (value: number) =>
    turns.take(() => {
      begun.push(value);
      return new Promise<void>((take, fail) => waiting.push({ take, fail }));
    });
  const settle = () => new Promise(setImmediate);
  return { begun, waiting, settle, turns, write };
}

describe("turns", () => {
  test("a write begins when the one before has ended", async () => {
    const { begun, waiting, settle, write } = slowDevice();
    const first = write(1);
    const second = write(2);
    await settle();
    expect(begun).toEqual([1]);
    waiting[0]?.take();
    await first;
    await settle();
    expect(begun).toEqual([1, 2]);
    waiting[1]?.take();
    await second;
  });

  test("a write that fails fails alone", async () => {
    const { waiting, settle, write } = slowDevice();
    const first = write(1);
    const second = write(2);
    await settle();
    waiting[0]?.fail(new Error("EIO"));
    await expect(first).rejects.toThrow("EIO");
    await settle();
    waiting[1]?.take();
    await expect(second).resolves.toBeUndefined();
  });

  test("[P11] a device that takes nothing is written no more than the limit, and again once it takes something", async () => {
    const { waiting, settle, write } = slowDevice();
    const writes = Array.from({ length: LIMIT }, (_, index) => write(index));
    await settle();
    await expect(write(99)).rejects.toThrow("takes nothing");
    waiting[0]?.take();
    await writes[0];
    const next = write(100);
    for (let taken = 1; taken <= LIMIT; taken += 1) {
      await settle();
      waiting[taken]?.take();
    }
    await expect(next).resolves.toBeUndefined();
  });

  test("they are settled when the last of them is over, however it ended", async () => {
    const { waiting, settle, turns, write } = slowDevice();
    await turns.settled();
    const last = write(1);
    let isSettled = false;
    const settled = turns.settled().then(() => (isSettled = true));
    await settle();
    expect(isSettled).toBe(false);
    waiting[0]?.fail(new Error("EIO"));
    await expect(last).rejects.toThrow("EIO");
    await settled;
  });

  test("what was asked is answered", async () => {
    expect(await new Turns(1).take(async () => 9)).toBe(9);
  });
});
