import { expect, test } from "vitest";
import { runCases, type CaseResult } from "./run-cases.js";
import type { Case } from "./suite.js";

async function resultsOf(cases: readonly Case[], caseMs = 10_000): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  await runCases(cases, { caseMs, told: (result) => results.push(result) });
  return results;
}

test("a case that rejects or throws is a failure with its reason, and the next one runs all the same", async () => {
  const results = await resultsOf([
    { name: "rejects", run: () => Promise.reject(new Error("no scan came")) },
    {
      name: "throws",
      run: () => {
        throw new Error("no device");
      },
    },
    { name: "holds", run: async () => {} },
  ]);
  expect(results.map(({ name, failure }) => [name, failure?.split("\n")[0] ?? null])).toEqual([
    ["rejects", "Error: no scan came"],
    ["throws", "Error: no device"],
    ["holds", null],
  ]);
});

test("a case that never ends is a failure", async () => {
  const [result] = await resultsOf([{ name: "hangs", run: () => new Promise(() => {}) }], 1);
  expect(result?.failure).toContain("took longer than 1 ms");
});

test("what a case set up is taken back in reverse order, also where it failed", async () => {
  const done: string[] = [];
  const [result] = await resultsOf([
    {
      name: "fails",
      run: async (after) => {
        after(() => done.push("first"));
        after(() => done.push("second"));
        throw new Error("half way");
      },
    },
  ]);
  expect(done).toEqual(["second", "first"]);
  expect(result?.failure).toContain("half way");
});

test("a clean-up that fails is a failure of its case", async () => {
  const [result] = await resultsOf([
    {
      name: "leaves something",
      run: async (after) =>
        after(() => {
          throw new Error("still plugged in");
        }),
    },
  ]);
  expect(result?.failure).toContain("still plugged in");
});
