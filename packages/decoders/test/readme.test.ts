import { readFileSync } from "node:fs";
import { codeIn, runSnippet } from "@usher/core/testing";
import { expect, test } from "vitest";
import * as decoders from "../src/index.js";

test("the snippet of the README prints what the README says", async () => {
  const [snippet = ""] = codeIn(readFileSync(new URL("../README.md", import.meta.url), "utf8"), "ts");
  const { printed } = await runSnippet(snippet, { "@usher/decoders": decoders });
  expect(printed).toEqual([
    ["]Q1", "TICKET-1"],
    ["]C0", "TICKET-2"],
    [null, "613"],
    [null, "A17"],
    ["Code 128", true],
  ]);
});
