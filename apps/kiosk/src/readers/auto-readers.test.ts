import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScriptedBus } from "@usher/core/testing";
import { expect, test } from "vitest";
import { withNames } from "./auto-readers.js";
import { obstacles } from "./obstacles.js";

const folder = mkdtempSync(join(tmpdir(), "usher-names-"));

test("a scanner that a reader names by a link is known under that name", async () => {
  const [port, link, absent] = ["ttyACM0", "by-id", "absent"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  writeFileSync(port, "");
  symlinkSync(port, link);
  const driver = new ScriptedBus().driver("serial");
  const listed = { ...driver, list: async () => [{ path: port, port: "1-1" }, { path: "/dev/ttyACM1" }] };
  expect(await withNames(listed, [absent, link]).list()).toEqual([
    { path: link, port: "1-1" },
    { path: "/dev/ttyACM1" },
  ]);
  expect(await withNames(listed, []).list()).toEqual(await listed.list());
});

test("a machine without a USB bus says so", async () => {
  expect(await obstacles("linux", join(folder, "no-bus"))).toEqual([expect.stringContaining("has no USB bus")]);
  expect(await obstacles("linux", folder)).toEqual([]);
  expect(await obstacles("darwin", join(folder, "no-bus"))).toEqual([]);
});
