import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holderOf, holderName } from "./holder.js";

let root: string;
let device: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "usher-proc-"));
  device = join(root, "ttyACM0");
  writeFileSync(device, "");
  mkdirSync(join(root, "proc"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A process as the kernel shows one; without `files` it is somebody else's. */
function running(pid: number, name: string, files?: readonly string[]): void {
  const folder = join(root, "proc", String(pid));
  mkdirSync(folder);
  writeFileSync(join(folder, "comm"), `${name}\n`);
  if (files === undefined) return;
  mkdirSync(join(folder, "fd"));
  for (const [index, file] of files.entries()) symlinkSync(file, join(folder, "fd", String(index)));
}

const locked = (pid: number, inode = statSync(device).ino) =>
  writeFileSync(
    join(root, "proc/locks"),
    `1: POSIX  ADVISORY  WRITE 1 00:19:${inode} 0 EOF\n2: FLOCK  ADVISORY  WRITE ${pid} 00:06:${inode} 0 EOF\n`,
  );
const holder = (path = device) => holderOf(path, join(root, "proc"));

test("a program of this user is found by what it has open", async () => {
  running(7, "bash", ["/dev/null"]);
  running(8, "screen", ["/dev/null", device]);
  expect(await holder()).toEqual({ pid: 8, program: "screen" });
});

test("this program goes before another, and what is no process is none", async () => {
  running(7, "udevd", ["/dev/null"]);
  mkdirSync(join(root, "proc/self/fd"), { recursive: true });
  symlinkSync(device, join(root, "proc/self/fd/19"));
  expect(await holder()).toBeNull();
  running(1, "chromium", [device]);
  expect(await holder()).toEqual({ pid: 1, program: "chromium" });
  running(process.pid, "node", [device]);
  expect(await holder()).toEqual({ pid: process.pid, program: "node" });
});

test("a program of another user is found by its lock", async () => {
  running(9, "ModemManager");
  locked(9);
  expect(await holder()).toEqual({ pid: 9, program: "ModemManager" });
});

test("a lock on another file that has the same number is not taken for this one", async () => {
  running(10, "postgres", ["/var/lib/data"]);
  locked(10);
  expect(await holder()).toBeNull();
});

test("nobody is named where nobody tells, and nothing rejects", async () => {
  running(12, "secret");
  expect(await holder()).toBeNull();
  expect(await holder(join(root, "gone"))).toBeNull();
  expect(await holderOf(device, join(root, "no-proc"))).toBeNull();
});

test.skipIf(process.platform !== "linux")(
  "the real /proc tells this process and another one, until they close",
  async () => {
    const file = openSync(device, "r");
    const other = spawn("/bin/sh", ["-c", `exec 3< "$0"; echo open; read line`, device], {
      stdio: ["pipe", "pipe", "ignore"],
    });
    await once(other.stdout, "data");
    expect((await holderOf(device))?.pid).toBe(process.pid);
    closeSync(file);
    expect((await holderOf(device))?.pid).toBe(other.pid);
    other.stdin.end();
    await once(other, "exit");
    expect(await holderOf(device)).toBeNull();
  },
);

test("a holder is named as well as it is known", () => {
  expect(holderName(null)).toBe("another program");
  expect(holderName({ pid: 412, program: "chromium" })).toBe("chromium (process 412)");
  expect(holderName({ pid: 412, program: "" })).toBe("another program (process 412)");
  expect(holderName({ pid: process.pid, program: "node" })).toBe("another reader or output of this program");
});
