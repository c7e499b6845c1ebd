import { expect, it } from "vitest";
import { commandLine } from "./command-line.js";
import { SUITES } from "./suites.js";

it("runs all suites, or those that are named, each once and in their order", () => {
  expect(commandLine([])).toMatchObject({ suites: Object.keys(SUITES), needsGuest: true });
  expect(commandLine(["--suites", "serial,hid,serial"])).toMatchObject({ suites: ["hid", "serial"] });
  expect(commandLine(["--suites", "pty,hid-umockdev"])).toMatchObject({ needsGuest: false });
  expect(commandLine(["--help"])).toBeNull();
});

it.each([
  ["--suites=serail", 'unknown suite "serail", did you mean "serial"?'],
  ["--suites=serial,", 'unknown suite "", expected one of pty,'],
  ["--suite=pty", 'unknown option "--suite", did you mean "--suites"?'],
])("%s is refused: %s", (word, message) => {
  expect(() => commandLine([word])).toThrow(message);
});
