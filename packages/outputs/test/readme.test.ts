import { readFileSync } from "node:fs";
import type { Permit } from "@usher/core";
import { expect, test, vi } from "vitest";
import * as outputs from "../src/index.js";
import { builtHolder } from "./built-holder.js";
import { ScriptedRelay } from "./scripted-relay.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const AsyncFunction = (async () => undefined).constructor as new (
  ...parts: string[]
) => (...given: unknown[]) => Promise<{ readonly board: outputs.HeldBoard; readonly output: outputs.RelayOutput }>;

/** The board of the snippet, on the holder as it is built. */
class BuiltBoard extends outputs.HeldBoard {
  constructor(parts: outputs.HeldBoardParts) {
    super({ ...parts, startHolder: outputs.holderStarter(builtHolder()) });
  }
}

test("the snippet of the README opens a gate", async () => {
  const relay = await ScriptedRelay.open();
  try {
    const snippet = /^```ts\n(.*?)^```$/ms.exec(README)?.[1] ?? "";
    const program = snippet
      .replaceAll(/^import (\{.*?\}) from "(.*?)";$/gm, 'const $1 = modules["$2"];')
      .replace("/dev/ttyUSB0", relay.path);
    const printed: unknown[] = [];
    const { board, output } = await new AsyncFunction("modules", "console", `${program}\nreturn { board, output };`)(
      { "@usher/outputs": { ...outputs, HeldBoard: BuiltBoard } },
      { log: (words: unknown) => printed.push(words) },
    );
    await vi.waitFor(() => expect(printed).toEqual(["all is well"]), 20_000);
    output.permit({ scanId: "1" } as Permit);
    await relay.until(({ changes }) => changes.length === 2);
    expect(relay.changes.map(({ channel, on }) => `${channel} ${on}`)).toEqual(["1 true", "1 false"]);
    await board.close();
  } finally {
    await relay.pty.dispose();
  }
});
