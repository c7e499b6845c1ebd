import { timeSuite } from "@usher/core/testing";
import { systemTime } from "@usher/devices";
import { describe, expect, test } from "vitest";

// It stands here because `@usher/devices` knows no other room, and so not the port that its time is for.
describe("systemTime", () => {
  test.each(timeSuite)("$name", async ({ run }) => {
    await run({ time: systemTime, pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) });
  });

  test("waits for something far away instead of doing it at once", async () => {
    let called = false;
    const cancel = systemTime.after(Number.MAX_SAFE_INTEGER, () => (called = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    cancel();
    expect(called).toBe(false);
  });
});
