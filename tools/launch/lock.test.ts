import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { alone } from "./lock.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-lock-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

it("one launcher works at a time", async () => {
  let working = 0;
  const lock = join(folder, "new", "lock");
  const work = async (): Promise<number> => {
    working += 1;
    await new Promise((resolve) => setImmediate(resolve));
    return working--;
  };
  expect(await Promise.all([alone(lock, work), alone(lock, work), alone(lock, work)])).toEqual([1, 1, 1]);
  expect(existsSync(lock)).toBe(false);
});

it("a launcher that failed lets the next one in", async () => {
  const lock = join(folder, "lock");
  await expect(alone(lock, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await alone(lock, () => Promise.resolve("next"))).toBe("next");
});

it("a launcher that died lets the next one in", async () => {
  const lock = join(folder, "lock");
  mkdirSync(lock);
  writeFileSync(join(lock, "pid"), String(spawnSync("true").pid));
  expect(await alone(lock, () => Promise.resolve("next"))).toBe("next");
  expect(readdirSync(folder)).toEqual([]);
});

it.each([
  ["whose id another process has by now", `${process.pid} 0`],
  ["whose id was lost with the power", ""],
])("a launcher that died, and %s, lets the next one in", async (_name, owner) => {
  const lock = join(folder, "lock");
  mkdirSync(lock);
  writeFileSync(join(lock, "pid"), owner);
  expect(await alone(lock, () => Promise.resolve("next"))).toBe("next");
});

it.skipIf(process.platform !== "linux")("a launcher that may only read works without a lock (needs /sys)", async () => {
  expect(await alone("/sys/usher/launching", () => Promise.resolve("done"))).toBe("done");
});
