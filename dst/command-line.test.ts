import { expect, it } from "vitest";
import { commandLine } from "./command-line.js";

it("plays a hundred days unless it is told otherwise", () => {
  expect(commandLine([])).toMatchObject({ seed: 1, days: 100, canary: null });
  const all = "--seed 7 --days 3 --workers 2 --canary all";
  expect(commandLine(all.split(" "))).toEqual({ seed: 7, days: 3, workers: 2, canary: "all" });
  expect(commandLine(["-h"])).toBeNull();
});

it.each([
  ["--sed=1", 'unknown option "--sed", did you mean "--seed"?'],
  ["--days=0", '--days is "0", expected a whole number from 1 to 1000000'],
  ["--seed=1e3", '--seed is "1e3", expected a whole number from 1 on'],
  ["--workers=many", '--workers is "many"'],
  ["--canary=bird", 'unknown --canary "bird", expected one of all, '],
])("%s is refused: %s", (word, message) => {
  expect(() => commandLine([word])).toThrow(message);
});
