import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { LIMITS } from "./limits.js";
import { flushed, openLog } from "./log.js";

describe("openLog", () => {
  test("writes one line of JSON per event, from its level on", () => {
    const stream = new PassThrough();
    const log = openLog("info", stream);
    log.debug({}, "quiet");
    log.info({ reader: "stdin" }, "readerOpen");
    expect(JSON.parse(String(stream.read()))).toMatchObject({ level: 30, reader: "stdin", msg: "readerOpen" });
  });

  test("drops lines that nobody reads, and says how many once somebody does", async () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    const log = openLog("info", stream);
    const long = "x".repeat(64 * 1024);
    let lines = 0;
    while (stream.writableLength <= LIMITS.logBacklogBytes) {
      log.info(long);
      lines += 1;
    }
    for (let n = 0; n < 5; n += 1) log.info("dropped");
    let text = "";
    stream.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    await flushed(stream);
    log.info("read again");
    await flushed(stream);
    expect(text.trimEnd().split("\n")).toHaveLength(lines + 2);
    expect(text).toContain('"logLinesDropped","lines":5');
    expect(text).not.toContain('"dropped"');
  });

  test("waits for a log that is held up for a moment only", async () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    openLog("info", stream).info("held up");
    const beforeMs = performance.now();
    await flushed(stream);
    expect(performance.now() - beforeMs).toBeLessThan(LIMITS.stopMs);
  });
});
