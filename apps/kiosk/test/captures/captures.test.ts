import { readdirSync, readFileSync } from "node:fs";
import { VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../../src/limits.js";
import { capture } from "../../src/scanners/capture/capture.js";
import type { CaptureHead, CaptureLine } from "../../src/scanners/capture/capture-line.js";
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
function capturing(head = SERIAL, lines: readonly CaptureLine[] = [], roomForLines = Infinity) {
  const [time, kept, printed] = [new VirtualTime(), [] as string[], [] as string[]];
  const device = scriptedDevice(time, lines);
  let stop = (_signal: string): void => undefined;
  const ended = capture({
    head,
    openers: device,
    driversWith: ({ onDropped, ...ways }) => {
      const driver = driverOf(head, time, { ...device, ...ways }, onDropped);
      return { hid: driver, serial: driver, usb: driver, keyboard: driver };
    },
    time,
    keep: (line) => {
      if (kept.length >= roomForLines) throw new Error("the disk is full");
      kept.push(line);
    },
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

  test("keeps the packets of a scanner on USB, and what it answered when it was asked for its descriptor", async () => {
    const endpoint = { number: 1, direction: "in", type: "interrupt", packetBytes: 8 } as const;
    const hid = { number: 1, class: 3, subclass: 0, protocol: 0, driver: "usbhid", endpoints: [endpoint] };
    const head: CaptureHead = {
      ...SERIAL,
      kind: "usb",
      path: "/sys/bus/usb/devices/1-1",
      mode: "hidPos",
      interfaces: [hid],
    };
    const descriptor = "058c0902a1010912a102150026ff007508950809fe820201c0c0";
    const control = { request: 6, value: 0x2200, data: descriptor };
    const capturer = capturing(head, [{ atMs: 0, control }]);
    await capturer.time.advance(1_000);
    capturer.send("TICKET\0\0");
    await capturer.time.advance(500);
    capturer.stop();
    const [count] = await Promise.all([capturer.ended, capturer.time.advance(1_000)]);
    expect(count).toEqual({ sent: 1, reads: 1 });
    expect(capturer.kept.map((line) => JSON.parse(line) as object)).toEqual([
      head,
      { atMs: 0, control },
      { atMs: 1_000, data: "5449434b45540000" },
      { atMs: expect.any(Number), read: { symbology: null, bytes: "5449434b4554" } },
    ]);
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

  test("ends with the reason where a line can't be kept", async () => {
    const capturer = capturing(SERIAL, [], 1);
    await capturer.time.settle();
    capturer.send("TICKET\r");
    await expect(capturer.ended).rejects.toThrow("the disk is full");
    expect(capturer.time.waiting).toBe(0);
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
