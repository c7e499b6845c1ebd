import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as decoders from "../src/index.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<void>;

test("the snippet of the README prints what the README says", async () => {
  const snippet = /^```ts\n(.*?)^```$/ms.exec(README)?.[1] ?? "";
  const program = snippet.replaceAll(/^import (\{.*?\}) from "(.*?)";$/gms, 'const $1 = modules["$2"];');
  const printed: unknown[][] = [];
  await new AsyncFunction("modules", "console", program)(
    { "@usher/decoders": decoders },
    { log: (...words: unknown[]) => printed.push(words) },
  );
  expect(printed).toEqual([
    ["]Q1", "TICKET-1"],
    ["]C0", "TICKET-2"],
    [null, "613"],
    [null, "A17"],
    ["Code 128", true],
  ]);
});
