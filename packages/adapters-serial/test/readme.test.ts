import { readFileSync } from "node:fs";
import type { Scanner } from "@usher/core";
import { expect, test, vi } from "vitest";
import * as adapter from "../src/index.js";
import { ptyPair } from "../src/testing/index.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<Scanner>;

test("the snippet of the README reads a scanner and hears of its loss", async () => {
  const pty = await ptyPair();
  try {
    const snippet = /^```ts\n(.*?)^```$/ms.exec(README)?.[1] ?? "";
    const program = snippet
      .replaceAll(/^import (\{.*?\}) from "(.*?)";$/gm, 'const $1 = modules["$2"];')
      .replace("/dev/ttyACM0", pty.path);
    const printed: unknown[][] = [];
    const scanner = await new AsyncFunction("modules", "console", `${program}\nreturn scanner;`)(
      { "@usher/adapters-serial": adapter },
      { log: (...words: unknown[]) => printed.push(words) },
    );
    pty.write("]Q1TICKET-1\r\n");
    await vi.waitFor(() => expect(printed).toContainEqual(["TICKET-1", "]Q1"]), 10_000);
    await pty.unplug();
    await vi.waitFor(() => expect(printed.at(-1)).toEqual(["lost", expect.stringContaining(pty.path)]), 10_000);
    await scanner.close();
  } finally {
    await pty.dispose();
  }
});
