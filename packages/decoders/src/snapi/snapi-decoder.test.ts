import { expect, test } from "vitest";
import type { Decoded } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { SnapiDecoder } from "./snapi-decoder.js";

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const packet = (count: number, index: number, data: string) =>
  Uint8Array.of(0x22, count, index, data.length, 3, 0, ...bytesOf(data), 0, 0);
const short = (decoded: readonly Decoded[]) =>
  decoded.map((item) => {
    if (item.kind === "frame") return item.frame.text;
    return item.kind === "reply" ? [...item.bytes] : `${item.reason} ${item.bytes}`;
  });
const ACKNOWLEDGED = [0x01, 0x22, 0x01, 0x00];

test("a read in two packets, each acknowledged", () => {
  const decoder = new SnapiDecoder();
  expect(short(decoder.push(packet(2, 0, "TIC"), 0))).toEqual([ACKNOWLEDGED]);
  expect(short(decoder.push(packet(2, 1, "KET"), 1))).toEqual([ACKNOWLEDGED, "TICKET"]);
  expect(decoder.push(Uint8Array.of(0x21, 0x04, 0x01, 0), 2)).toEqual([]);
});

test("a large scan counts in two bytes", () => {
  const report = Uint8Array.of(0x26, 0, 1, 0, 0, 3, 28, 0, ...bytesOf("ABC"));
  expect(short(new SnapiDecoder().push(report, 0))).toEqual([[0x01, 0x26, 0x01, 0x00], "ABC"]);
});

test("a packet that is sent again is acknowledged again, and taken once", () => {
  const decoder = new SnapiDecoder();
  const sent = [packet(3, 0, "TIC"), packet(3, 1, "KE"), packet(3, 1, "KE"), packet(3, 2, "T")];
  const decoded = sent.flatMap((report) => [...decoder.push(report, 0)]);
  expect(short(decoded)).toEqual([ACKNOWLEDGED, ACKNOWLEDGED, ACKNOWLEDGED, ACKNOWLEDGED, "TICKET"]);
});

test("a packet that is missing or longer than its report costs the read, and each is acknowledged", () => {
  const decoder = new SnapiDecoder();
  decoder.push(packet(3, 0, "TIC"), 0);
  expect(short(decoder.push(packet(3, 2, "T"), 0))).toEqual([ACKNOWLEDGED, "garbled 4"]);
  expect(short(decoder.push(Uint8Array.of(0x22, 1, 0, 60, 3, 0, 0x41), 0))).toEqual([ACKNOWLEDGED, "garbled 7"]);
  decoder.push(packet(2, 0, "HALF"), 0);
  expect(short(decoder.push(packet(1, 0, "WHOLE"), 0))).toEqual([ACKNOWLEDGED, "incomplete 4", "WHOLE"]);
});

test("a half read is given up after its time", () => {
  const decoder = new SnapiDecoder();
  decoder.push(packet(2, 0, "HALF"), 100);
  expect(decoder.waitUntilMs).toBe(100 + LIMITS.halfReadMs);
  expect(short(decoder.settle(100 + LIMITS.halfReadMs))).toEqual(["incomplete 4"]);
  expect(decoder.waitUntilMs).toBe(null);
});

test("the code type tells the symbology, unless the scanner sends the identifier itself", () => {
  const symbologyOf = (type: number, data: string) => {
    const report = packet(1, 0, data);
    report[4] = type;
    const [, frame] = new SnapiDecoder().push(report, 0);
    return frame?.kind === "frame" ? `${frame.frame.symbology} ${frame.frame.text}` : frame?.kind;
  };
  expect(symbologyOf(0x0b, "4006381333931")).toBe("]E0 4006381333931");
  expect(symbologyOf(0x1c, "]Q3A")).toBe("]Q3 A");
  expect(symbologyOf(0x1c, "]C1A")).toBe("]Q1 ]C1A");
  expect(symbologyOf(0xff, "A")).toBe("null A");
});
