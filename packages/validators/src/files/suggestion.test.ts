import { expect, test } from "vitest";
import { suggestion, unknownWord } from "./suggestion.js";

const known = ["gateName", "venueId", "port"];

test("a near miss is suggested, wrong case included", () => {
  expect(suggestion("gatName", known)).toBe("gateName");
  expect(suggestion("GATENAME", known)).toBe("gateName");
  expect(suggestion("prot", ["pin", "port"])).toBe("port");
  expect(suggestion("pen", known)).toBe(null);
});

test("where nothing is near, all known words are named", () => {
  expect(unknownWord("key", "colour", known)).toBe('unknown key "colour", expected one of gateName, venueId, port');
  expect(unknownWord("key", "colour", [])).toBe('unknown key "colour", expected none');
});
