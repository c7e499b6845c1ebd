import { describe, expect, test } from "vitest";
import { inTurn } from "./in-turn.js";
import { LIMITS } from "./limits.js";

/** A device that takes what is written when the test lets it. */
function slowDevice() {
  const begun: number[] = [];
  const waiting: { take: () => void; fail: (error: Error) => void }[] = [];
  const write = inTurn((bytes) => {
    begun.push(bytes[0] ?? -1);
    return new Promise((take, fail) => waiting.push({ take, fail }));
  });
  const settle = () => new Promise(setImmediate);
  return { begun, waiting, settle, write: (value: number) => write(Uint8Array.of(value)) };
}

describe("inTurn", () => {
  test("begins a write when the one before has ended", async () => {
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
    const writes = Array.from({ length: LIMITS.pendingWrites }, (_, index) => write(index));
    await settle();
    await expect(write(99)).rejects.toThrow("takes nothing");
    waiting[0]?.take();
    await writes[0];
    const next = write(100);
    for (let taken = 1; taken <= LIMITS.pendingWrites; taken += 1) {
      await settle();
      waiting[taken]?.take();
    }
    await expect(next).resolves.toBeUndefined();
  });
});
