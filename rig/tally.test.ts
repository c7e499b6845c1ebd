import { expect, test } from "vitest";
import type { News } from "./news.js";
import { Tally } from "./tally.js";

function tallyOf(
  suites: readonly string[],
  news: readonly News[],
): { passed: number; failed: number; lines: string[] } {
  const lines: string[] = [];
  const tally = new Tally(suites, (line) => lines.push(...line.split("\n")));
  for (const item of news) tally.take(item);
  tally.end();
  return { passed: tally.passed, failed: tally.failed, lines };
}

const begun = (suite: string, cases: number): News => ({ kind: "begun", suite, cases });
const held = (suite: string, name: string): News => ({ kind: "case", suite, name, ms: 1_234, failure: null });
const ended = (suite: string): News => ({ kind: "ended", suite });

test("cases that held and cases that did not are counted, in a plain line at the end", () => {
  const { lines } = tallyOf(
    ["hid"],
    [
      begun("hid", 2),
      held("hid", "a scan"),
      { kind: "case", suite: "hid", name: "a replug", ms: 10, failure: "Error: absent\n  at x" },
      ended("hid"),
    ],
  );
  expect(lines.at(-1)).toBe("1 passed, 1 failed");
  expect(lines).toContain("  ok     a scan (1.2 s)");
  expect(lines).toContain("         Error: absent");
});

test("a suite that never began, or broke off, is a failure", () => {
  expect(tallyOf(["hid"], [])).toMatchObject({ passed: 0, failed: 1 });
  expect(tallyOf(["hid"], [begun("hid", 2), held("hid", "a scan")])).toMatchObject({ passed: 1, failed: 1 });
});

test("a suite that ends without having told of all its cases is a failure", () => {
  const { failed } = tallyOf(["hid"], [begun("hid", 2), held("hid", "a scan"), ended("hid")]);
  expect(failed).toBe(1);
});
