import { expect, it } from "vitest";
import { commandLine } from "./main.js";

it("kills a kiosk as often as it is told, and by which seed", () => {
  expect(commandLine([])).toEqual({ cycles: 300, seed: 1 });
  expect(commandLine(["--cycles", "2", "--seed", "0"])).toEqual({ cycles: 2, seed: 0 });
  expect(commandLine(["--help"])).toBeNull();
});

it.each([
  ["--cycels=1", 'unknown option "--cycels", did you mean "--cycles"?'],
  ["--cycles=0", '--cycles is "0", expected a whole number from 1 on'],
  ["--seed=x", '--seed is "x"'],
])("%s is refused: %s", (word, message) => {
  expect(() => commandLine([word])).toThrow(message);
});
