import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { atService, DOORS_MS } from "../../test/gate-day.js";
import { readServiceScans } from "./service-scans.js";

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "usher-scans-")), "scans.json");
  writeFileSync(path, text);
  return path;
}

const SCANS = [atService("A", DOORS_MS), atService("B", DOORS_MS + 1, { mode: "offline" })];

describe("what a service knows", () => {
  test("is read from a list, or from a line each; what is not needed is passed over", () => {
    const more = SCANS.map((scan) => ({ ...scan, receivedMs: 1, place: null }));
    expect(readServiceScans(file(JSON.stringify(more)))).toEqual(SCANS);
    expect(readServiceScans(file(more.map((scan) => `${JSON.stringify(scan)}\n`).join("\n")))).toEqual(SCANS);
    expect(readServiceScans(file(`\uFEFF${JSON.stringify(SCANS)}\r\n`))).toEqual(SCANS);
    expect(readServiceScans(file("[]"))).toEqual([]);
  });

  test("that can't be read is named, with the place and what was expected", () => {
    const [first] = SCANS;
    expect(() => readServiceScans(file('[{"token": "A"}]'))).toThrow(
      /scans\.json: scan 1: scanType: is missing, expected "ENTER" or "EXIT", and 5 more$/,
    );
    expect(() => readServiceScans(file("[1]"))).toThrow(/scan 1: is 1, expected an object$/);
    expect(() => readServiceScans(file(""))).toThrow(/there is nothing in this file, expected a list of scans/);
    expect(() => readServiceScans(tmpdir())).toThrow(/: is a folder, expected a file$/);
    expect(() => readServiceScans(file(`${JSON.stringify(first)}\nno`))).toThrow(
      /scans\.json: line 2: this is not JSON/,
    );
    expect(() => readServiceScans(file("[{]"))).toThrow(/this is not JSON, expected a list of scans/);
    expect(() => readServiceScans("/no/such/file.json")).toThrow(/\/no\/such\/file\.json: there is no such file/);
  });
});
