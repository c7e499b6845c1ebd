import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdersOf } from "./holder.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-proc-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a program is found by what it has open, and named", async () => {
  for (const [pid, program, target] of [
    ["7", "udevd", "/dev/null"],
    ["412", "chromium", "/dev/hidraw4"],
    ["self", "node", "/dev/hidraw4"],
  ] as const) {
    mkdirSync(join(folder, pid, "fd"), { recursive: true });
    symlinkSync(target, join(folder, pid, "fd/19"));
    writeFileSync(join(folder, pid, "comm"), `${program}\n`);
  }
  mkdirSync(join(folder, "9"));
  expect(await holdersOf("/dev/hidraw4", folder)).toEqual([{ pid: 412, program: "chromium" }]);
  expect(await holdersOf("/dev/hidraw5", folder)).toEqual([]);
});

test("a system without /proc tells nobody", async () => {
  expect(await holdersOf("/dev/hidraw4", join(folder, "nowhere"))).toEqual([]);
});

test.skipIf(process.platform !== "linux")(
  "the real /proc tells this process and another one, until they close",
  async () => {
    const path = join(folder, "node");
    writeFileSync(path, "");
    const file = openSync(path, "r");
    const other = spawn("/bin/sh", ["-c", `exec 3< "$0"; echo open; read line`, path], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    await once(other.stdout, "data");
    const pids = (await holdersOf(path)).map(({ pid }) => pid);
    expect(pids.toSorted((a, b) => a - b)).toEqual([process.pid, other.pid].toSorted((a, b) => Number(a) - Number(b)));
    closeSync(file);
    other.stdin.end();
    await once(other, "exit");
    expect(await holdersOf(path)).toEqual([]);
  },
);
