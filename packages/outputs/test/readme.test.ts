import { readFileSync } from "node:fs";
import type { Permit } from "@usher/core";
import { codeIn, runSnippet } from "@usher/core/testing";
import { expect, test, vi } from "vitest";
import * as outputs from "../src/index.js";
import { builtHolder } from "./built-holder.js";
import { ScriptedRelay } from "./scripted-relay.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

interface Made {
  readonly board: outputs.HeldBoard;
  readonly output: outputs.RelayOutput;
}

/** The board of the snippet, on the holder as it is built. */
class BuiltBoard extends outputs.HeldBoard {
  constructor(parts: outputs.HeldBoardParts) {
    super({ ...parts, startHolder: outputs.holderStarter(builtHolder()) });
  }
}

test("the snippet of the README opens a gate", async () => {
  const relay = await ScriptedRelay.open();
  try {
    const [snippet = ""] = codeIn(README, "ts");
    const { printed, result } = await runSnippet<Made>(
      snippet.replace("/dev/ttyUSB0", relay.path),
      { "@usher/outputs": { ...outputs, HeldBoard: BuiltBoard } },
      "{ board, output }",
    );
    const { board, output } = result;
    await vi.waitFor(() => expect(printed).toEqual([["all is well"]]), 20_000);
    output.permit({ scanId: "1" } as Permit);
    await relay.until(({ changes }) => changes.length === 2);
    expect(relay.changes.map(({ channel, on }) => `${channel} ${on}`)).toEqual(["1 true", "1 false"]);
    await board.close();
  } finally {
    await relay.pty.dispose();
  }
});
