import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as core from "../src/index.js";
import * as testing from "../src/testing/index.js";

test("the snippet of the README prints what the README says", async () => {
  const [snippet = ""] = testing.codeIn(readFileSync(new URL("../README.md", import.meta.url), "utf8"), "ts");
  const { printed } = await testing.runSnippet(snippet, { "@usher/core": core, "@usher/core/testing": testing });
  const [, said = ""] = /\/\/ (.*)\n$/.exec(snippet) ?? [];
  expect(printed).toEqual([said.split(" ")]);
});
