import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mayOpen } from "./may-open.js";

const refused = (code: string) => () => Promise.reject(Object.assign(new Error("refused"), { code }));

test("a file that this user has may be opened", async () => {
  const folder = mkdtempSync(join(tmpdir(), "usher-rights-"));
  writeFileSync(join(folder, "node"), "");
  expect(await mayOpen(join(folder, "node"))).toBe(true);
  rmSync(folder, { recursive: true });
});

test("one that the system refuses may not", async () => {
  expect(await mayOpen("/dev/hidraw4", refused("EACCES"))).toBe(false);
  expect(await mayOpen("/dev/hidraw4", refused("EPERM"))).toBe(false);
});

test("a device that is gone, or no file, is no question of rights", async () => {
  expect(await mayOpen("/dev/hidraw4", refused("ENOENT"))).toBe(true);
  expect(await mayOpen(String.raw`\\?\hid#vid_0c2e`, refused("EACCES"))).toBe(true);
  expect(await mayOpen("COM3", refused("EPERM"))).toBe(true);
});
