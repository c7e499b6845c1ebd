import { describe, expect, test } from "vitest";
import { timeSuite } from "@usher/core/testing";
import { REAL_RANDOM, REAL_TIME } from "./real-time.js";

describe("REAL_TIME", () => {
  test.each(timeSuite)("$name", async ({ run }) => {
    await run({ time: REAL_TIME, pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) });
  });

  test("waits for something far away instead of doing it at once", async () => {
    let called = false;
    const cancel = REAL_TIME.after(Number.MAX_SAFE_INTEGER, () => (called = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    cancel();
    expect(called).toBe(false);
  });
});

describe("REAL_RANDOM", () => {
  test("is from 0 to below 1", () => {
    for (let n = 0; n < 100; n += 1) expect(Math.floor(REAL_RANDOM.next())).toBe(0);
  });
});
