import { expect, test } from "vitest";
import { atMost } from "./at-most.js";
import { LIMITS } from "./limits.js";

test("a device that takes nothing has so many writes waiting, and refuses more until one is through", async () => {
  const bounded = atMost(LIMITS.pendingWrites, "/dev/hidraw4 takes nothing");
  const ends: (() => void)[] = [];
  const write = () => bounded(() => new Promise<void>((resolve) => ends.push(resolve)));
  const waiting = Array.from({ length: LIMITS.pendingWrites }, write);
  await expect(write()).rejects.toThrow("/dev/hidraw4 takes nothing");
  ends[0]?.();
  await waiting[0];
  const after = write();
  for (const end of ends) end();
  await Promise.all([...waiting, after]);
});

test("a write that failed waits no longer", async () => {
  const bounded = atMost(1, "full");
  await expect(bounded(() => Promise.reject(new Error("No such device")))).rejects.toThrow("No such device");
  expect(await bounded(async () => 9)).toBe(9);
});
