import { readFileSync } from "node:fs";
import type { Scanner } from "@usher/core";
import { codeIn, runSnippet } from "@usher/core/testing";
import * as devices from "@usher/devices";
import { expect, test, vi } from "vitest";
import * as adapter from "../src/index.js";
import { ptyPair } from "../src/testing/index.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the snippet of the README reads a scanner and hears of its loss", async () => {
  const pty = await ptyPair();
  try {
    const [snippet = ""] = codeIn(README, "ts");
    const { printed, result: scanner } = await runSnippet<Scanner>(
      snippet.replace("/dev/ttyACM0", pty.path),
      { "@usher/adapters-serial": adapter, "@usher/devices": devices },
      "scanner",
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
