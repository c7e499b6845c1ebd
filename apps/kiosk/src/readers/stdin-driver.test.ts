import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { scannerDriverSuite, type ScannerDriverHarness } from "@usher/core/testing";
import { STDIN_INFO, stdinDriver } from "./stdin-driver.js";

/** Reads standard input to its end. */
async function opened(input: PassThrough) {
  const driver = stdinDriver(input);
  const scanner = await driver.open(STDIN_INFO, {});
  const texts: string[] = [];
  const ended = new Promise<unknown>((resolve) => {
    scanner.frames$.subscribe({
      next: ({ text }) => texts.push(text),
      complete: () => resolve("complete"),
      error: (error) => resolve(error),
    });
  });
  return { driver, scanner, texts, ended };
}

describe("stdinDriver", () => {
  test("takes each line as one read, whatever ends it and however it arrives", async () => {
    const input = new PassThrough();
    const { texts, ended } = await opened(input);
    for (const chunk of ["ONE\nTW", "O\r\n", "\n\n", "THREE\rFO", "UR"]) input.write(chunk);
    input.end();
    expect(await ended).toBe("complete");
    expect(texts).toEqual(["ONE", "TWO", "THREE", "FOUR"]);
  });

  test("completes at once where input had ended before", async () => {
    const input = new PassThrough();
    input.resume().end();
    await new Promise((resolve) => input.once("end", resolve));
    expect(await (await opened(input)).ended).toBe("complete");
  });

  test("fails with a reason where input breaks", async () => {
    const input = new PassThrough();
    const { ended } = await opened(input);
    input.destroy(new Error("the terminal went away"));
    expect(await ended).toMatchObject({ name: "ScannerError", code: "failed" });
  });

  test("reads nothing more once it was closed", async () => {
    const input = new PassThrough();
    const { scanner, ended, texts } = await opened(input);
    await scanner.close();
    expect(await ended).toBe("complete");
    input.write("AFTER\n");
    expect(texts).toEqual([]);
  });
});

/** Standard input is always there and ends for good, so what the suite says of plugs is not about it. */
const WITHOUT_PLUG = scannerDriverSuite.filter(({ name }) => !/lost|loss|came back|looking for/.test(name));

describe("stdinDriver as a ScannerDriver", () => {
  test.each(WITHOUT_PLUG)("$name", async ({ run }) => {
    const input = new PassThrough();
    const never = () => Promise.reject(new Error("standard input has no plug"));
    const harness: ScannerDriverHarness = {
      driver: stdinDriver(input),
      settings: {},
      info: STDIN_INFO,
      absent: { path: "stdin-2" },
      exclusive: true,
      scan: (text) => void input.write(`${text}\n`),
      unplug: never,
      plug: never,
    };
    await run(harness);
  });
});
