import { ScriptedBus, SeededRandom, VirtualTime } from "@usher/core/testing";
import { expect, test } from "vitest";
import { watch } from "./watch.js";

async function watched(json: boolean) {
  const [bus, time] = [new ScriptedBus(), new VirtualTime(Date.UTC(2026, 6, 31, 18, 0, 0, 250))];
  const lines: string[] = [];
  let stop = (_reason: string): void => undefined;
  const stopped = new Promise<string>((resolve) => (stop = resolve));
  const readers = [{ id: "auto", lane: "1", drivers: [{ driver: bus.driver("hid"), settings: {} }] }];
  const print = (line: string) => void lines.push(line);
  const ended = watch({ readers, time, random: new SeededRandom(1), print, json, stopped });
  await time.advance(2_000);
  bus.plug("1-1", { vendorId: 1, productId: 2, serialNumber: "S1", model: "Voyager", interfaces: { hid: undefined } });
  await time.advance(2_000);
  bus.scan("1-1", "TICKET-1");
  await time.advance(750);
  bus.scan("1-1", "Größe\u001d2");
  bus.unplug("1-1");
  await time.advance(5_000);
  stop("SIGINT");
  await ended;
  expect(time.waiting).toBe(0);
  return lines;
}

test("every read is told with its symbology, size, time and bytes, and what becomes of the scanner", async () => {
  expect(await watched(false)).toEqual([
    expect.stringMatching(/^auto: not open, no scanner found: plug one in/),
    "0001:0002:S1: open, Voyager",
    '18:00:04.250 0001:0002:S1: no AIM identifier, 8 bytes\n  "TICKET-1"\n  54 49 43 4b 45 54 2d 31',
    '18:00:05.000 0001:0002:S1: no AIM identifier, 9 bytes, 750 ms after the last\n  "Größe\\u001d2"\n  47 72 c3 b6 c3 9f 65 1d 32',
    "0001:0002:S1: not open, Voyager, /scripted/hid0 was unplugged by the test",
    "0001:0002:S1: not open, Voyager, the scanner 0001:0002:S1 is gone: plug it in again",
  ]);
});

test("programs get the same as JSON", async () => {
  const events = (await watched(true)).map((line) => JSON.parse(line) as object);
  expect(events).toContainEqual({
    type: "read",
    id: "0001:0002:S1",
    timeMs: Date.UTC(2026, 6, 31, 18, 0, 4, 250),
    sinceLastMs: null,
    symbology: null,
    symbologyName: null,
    text: "TICKET-1",
    bytes: "5449434b45542d31",
  });
  expect(events[1]).toEqual({ type: "reader", id: "0001:0002:S1", lane: "1", status: "open", model: "Voyager" });
});
