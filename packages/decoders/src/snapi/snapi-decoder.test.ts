import { expect, test } from "vitest";
import type { Decoded } from "../decoder.js";
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
