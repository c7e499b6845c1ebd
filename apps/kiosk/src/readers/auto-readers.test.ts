import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScannerError, type ScannerDriver } from "@usher/core";
import { ScriptedBus } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
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

describe("what stands in the way of finding a scanner", () => {
  const driver = new ScriptedBus().driver("hid");
  const lacking: ScannerDriver = {
    ...driver,
    open: () => Promise.reject(new ScannerError("nativeMissing", "install node-hid")),
  };

  const ground = (platform: string, hasBus: boolean) => ({ platform, exists: async () => hasBus });

  test("is a USB bus that is missing", async () => {
    expect(await obstacles([driver], ground("linux", false))).toEqual([expect.stringContaining("has no USB bus")]);
    expect(await obstacles([driver], ground("linux", true))).toEqual([]);
    expect(await obstacles([driver], ground("darwin", false))).toEqual([]);
  });

  test("is a library that is missing, told once", async () => {
    expect(await obstacles([lacking, driver, lacking], ground("linux", true))).toEqual(["install node-hid"]);
  });
});
