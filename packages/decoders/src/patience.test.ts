import { expect, test } from "vitest";
import { Patience } from "./patience.js";

test("is over when its time is, and every start puts it off", () => {
  const patience = new Patience(100);
  expect(patience.untilMs).toBe(null);
  expect(patience.isOver(1_000_000)).toBe(false);
  patience.start(0);
  patience.start(60);
  expect(patience.untilMs).toBe(160);
  expect([patience.isOver(159), patience.isOver(160), patience.isOver(259)]).toEqual([false, true, true]);
  patience.stop();
  expect(patience.isOver(1_000)).toBe(false);
});

test("begins once more, and only once, where the call came more than twice as late as it was due", () => {
  const patience = new Patience(100);
  patience.start(0);
  expect(patience.isOver(200)).toBe(false);
  expect(patience.untilMs).toBe(300);
  expect(patience.isOver(5_000)).toBe(true);
  patience.start(6_000);
  expect(patience.isOver(7_000)).toBe(false);
});
