import { execFile } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { promisify } from "node:util";
import { codeIn } from "@usher/core/testing";
import { expect, it } from "vitest";
import { builtFrom } from "./child-process.js";
import { temporaryDirectory } from "./store-file.js";

const README = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const SNIPPETS = codeIn(README, "ts");
const PRINTED = ["0 scans wait for their upload, 0 in quarantine, 0 in doubt\nThe journal is as it was written.\n", ""];

it.each(SNIPPETS.map((text, index) => [index + 1, text, PRINTED[index]] as const))(
  "snippet %i of the README does what it says",
  async (_number, text, printed) => {
    const program = await builtFrom(text);
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [program], { cwd: temporaryDirectory() });
    rmSync(dirname(program), { recursive: true });
    expect([stdout, stderr]).toEqual([printed, ""]);
  },
);
