import type { Scanner } from "@usher/core";
import { SSI } from "@usher/decoders";
import { systemTime } from "@usher/devices";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { serialDriver, type SerialSettings } from "../src/index.js";
import { ptyPair, type PtyPair } from "../src/testing/index.js";
import { SsiScanner } from "./ssi-scanner.js";

let pty: PtyPair;
let device: SsiScanner;
let scanner: Scanner;
let texts: (string | null)[][];

beforeEach(async () => {
  pty = await ptyPair();
  device = new SsiScanner(pty);
  texts = [];
});
afterEach(async () => {
  await scanner.close();
  await pty.dispose();
});

const wait = { timeout: 10_000, interval: 5 };
const open = async (settings: SerialSettings = {}) => {
  scanner = await serialDriver({ time: systemTime }).open({ path: pty.path }, { protocol: "ssi", ...settings });
  scanner.frames$.subscribe({ next: ({ text, symbology }) => texts.push([text, symbology]), error: () => undefined });
};

test("each packet is acknowledged, and a read is delivered once", async () => {
  await open();
  expect(await device.scan("TICKET-1")).toEqual([SSI.acknowledge]);
  expect(await device.scan("TICKET-2")).toEqual([SSI.acknowledge]);
  expect(texts.map(([text]) => text)).toEqual(["TICKET-1", "TICKET-2"]);
});

test("[P11] a packet that came garbled is refused, sent again, and read once", async () => {
  await open();
  device.garbleNext();
  expect(await device.scan("TICKET-1")).toEqual([SSI.refuse, SSI.acknowledge]);
  expect(texts.map(([text]) => text)).toEqual(["TICKET-1"]);
});

test("[P11] a packet whose acknowledgement was lost comes again, is acknowledged again, and read once", async () => {
  await open();
  device.missNextAnswer();
  expect(await device.scan("TICKET-1")).toEqual([SSI.acknowledge, SSI.acknowledge]);
  expect(await device.scan("TICKET-1")).toEqual([SSI.acknowledge]);
  expect(texts.map(([text]) => text)).toEqual(["TICKET-1", "TICKET-1"]);
});

test("cues are packets, and what the scanner answers to them is no read", async () => {
  await open();
  scanner.signal?.("permit");
  await vi.waitFor(() => expect(device.commands()).toEqual([[SSI.beep, 0x01]]), wait);
  scanner.signal?.("deny");
  await vi.waitFor(() => expect(device.commands().at(-1)).toEqual([SSI.beep, 0x11]), wait);
  await device.scan("TICKET-1");
  expect(texts.map(([text]) => text)).toEqual(["TICKET-1"]);
});

test("a session is started by the host, again after each read, and stopped on closing", async () => {
  await open({ hostTrigger: true });
  await vi.waitFor(() => expect(device.commands()).toEqual([[SSI.startSession]]), wait);
  await device.scan("TICKET-1");
  await vi.waitFor(() => expect(device.commands()).toEqual([[SSI.startSession], [SSI.startSession]]), wait);
  await scanner.close();
  await vi.waitFor(() => expect(device.commands().at(-1)).toEqual([SSI.stopSession]), wait);
});
