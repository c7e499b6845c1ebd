import { readdirSync, readFileSync } from "node:fs";
import { VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../src/limits.js";
import { capture } from "../../src/scanners/capture/capture.js";
import type { CaptureHead } from "../../src/scanners/capture/capture-line.js";
import { driverOf, outcomeOf, parseCapture, replay, scriptedDevice } from "./replay.js";

const VECTORS = new URL("vectors/", import.meta.url);

describe("what scanners sent", () => {
  test.each(readdirSync(VECTORS))("is read as it was: %s", async (name) => {
    const captured = parseCapture(readFileSync(new URL(name, VECTORS), "utf8"));
    expect(outcomeOf(captured.lines).length).toBeGreaterThan(0);
    expect(outcomeOf(await replay(captured))).toEqual(outcomeOf(captured.lines));
  });
});

const SERIAL: CaptureHead = {
  usherCapture: 1,
  kind: "serial",
  path: "/dev/ttyACM0",
  vendorId: "05f9",
  productId: "4204",
  product: "Gryphon",
  platform: "linux",
  startedAt: "2026-07-31T18:00:00.000Z",
};

/** A capture under way, of a scanner in the test's hand. */
function capturing(head = SERIAL) {
  const [time, device, kept, printed] = [new VirtualTime(), scriptedDevice(), [] as string[], [] as string[]];
  let stop = (_signal: string): void => undefined;
  const ended = capture({
    head,
    settings: {},
    openers: device,
    driversWith: ({ openDevice = device.openDevice, openPort = device.openPort, onDropped }) => {
      const driver = driverOf(head, time, { openDevice, openPort }, onDropped);
      return { hid: driver, serial: driver, usb: driver, keyboard: driver };
    },
    time,
    keep: (line) => void kept.push(line),
    print: (line) => void printed.push(line),
    stopped: new Promise((resolve) => (stop = resolve)),
  });
  const text = () => `${kept.join("\n")}\n`;
  return {
    time,
    ended,
    kept,
    printed,
    text,
    stop: () => stop("SIGINT"),
    send: (sent: string) => device.send(Buffer.from(sent)),
  };
}

describe("usher-scanners capture", () => {
  test("keeps every byte as it came, and what was read in them; a replay reads the same", async () => {
    const capturer = capturing();
    await capturer.time.advance(1_000);
    capturer.send("]Q1TIC");
    await capturer.time.advance(12);
    capturer.send("KET\u001d1\r\n");
    capturer.stop();
    expect(await capturer.ended).toEqual({ sent: 2, reads: 1 });
    expect(capturer.kept.map((line) => JSON.parse(line) as object)).toEqual([
      SERIAL,
      { atMs: 1_000, data: "5d5131544943" },
      { atMs: 1_012, data: "4b45541d310d0a" },
      { atMs: 1_012, read: { symbology: "]Q1", bytes: "5449434b45541d31" } },
    ]);
    expect(capturer.printed).toEqual([']Q1 "TICKET\\u001d1"']);
    const captured = parseCapture(capturer.text());
    expect(outcomeOf(await replay(captured))).toEqual(outcomeOf(captured.lines));
    expect(capturer.time.waiting).toBe(0);
  });

  test("keeps what could not be used", async () => {
    const capturer = capturing();
    await capturer.time.settle();
    capturer.send(`${"X".repeat(9_000)}\r`);
    capturer.stop();
    expect(await capturer.ended).toEqual({ sent: 1, reads: 0 });
    expect(JSON.parse(capturer.kept.at(-1) ?? "")).toMatchObject({ dropped: { bytes: 9_000 } });
  });

  test(`ends by itself at the limit of ${LIMITS.captureBytes} bytes`, async () => {
    const capturer = capturing();
    await capturer.time.settle();
    for (let sent = 0; sent < 40; sent += 1) capturer.send("Y".repeat(250_000));
    await capturer.ended;
    expect(capturer.text().length).toBeLessThanOrEqual(LIMITS.captureBytes);
    expect(capturer.text().length).toBeGreaterThan(LIMITS.captureBytes / 2);
  });
});
