import { describe, expect, test } from "vitest";
import type { Decoded } from "../decoder.js";
import { LIMITS } from "../limits.js";
import type { Around } from "../open-read.js";
import { HidPosDecoder } from "./hid-pos-decoder.js";
import { COMMON_HID_POS_LAYOUTS } from "./hid-pos-layout.js";

const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const short = (decoded: readonly Decoded[]) =>
  decoded.map((item) => {
    if (item.kind === "frame") return `${item.frame.symbology ?? ""} ${item.frame.text}`;
    return item.kind === "dropped" ? `${item.reason} ${item.bytes}` : item.kind;
  });

/** A report of the usual 64 bytes. */
function reportOf(data: string, { identifier = "]Q1", continued = false, late = 0 } = {}): Uint8Array {
  const report = new Uint8Array(64);
  report.set([2, data.length]);
  report.set(bytesOf(identifier), 2 + late);
  report.set(bytesOf(data), 5 + late);
  report[63] = continued ? 1 : 0;
  return report;
}
const decoder = () => new HidPosDecoder(COMMON_HID_POS_LAYOUTS);

describe("the usual layout", () => {
  test("a read in one report", () => {
    expect(short(decoder().push(reportOf("TICKET-1"), 0))).toEqual(["]Q1 TICKET-1"]);
    expect(short(decoder().push(reportOf("TICKET-1", { late: 1 }), 0))).toEqual(["]Q1 TICKET-1"]);
  });

  test("a read in three reports, joined before it is read as UTF-8", () => {
    const each = decoder();
    const text = bytesOf(`${"x".repeat(55)}\u00c3`);
    expect(each.push(reportOf(String.fromCharCode(...text), { continued: true }), 0)).toEqual([]);
    expect(each.push(reportOf(`\u00bc${"y".repeat(55)}`, { continued: true }), 5)).toEqual([]);
    expect(short(each.push(reportOf("z"), 10))).toEqual([`]Q1 ${"x".repeat(55)}ü${"y".repeat(55)}z`]);
    expect(each.waitUntilMs).toBe(null);
  });

  test("the length decides: a NUL inside is data, and what lies behind is none", () => {
    const report = reportOf("A\0B\0");
    report[20] = 0x58;
    expect(short(decoder().push(report, 0))).toEqual(["]Q1 A\0B\0"]);
  });

  test("only the lowest bit says that more follows", () => {
    const report = reportOf("WHOLE");
    report[63] = 0xfe;
    expect(short(decoder().push(report, 0))).toEqual(["]Q1 WHOLE"]);
  });

  test("a half read is given up after its time, and when another symbology comes", () => {
    const each = decoder();
    each.push(reportOf("HALF", { continued: true }), 0);
    expect(each.waitUntilMs).toBe(LIMITS.halfReadMs);
    expect(each.settle(LIMITS.halfReadMs - 1)).toEqual([]);
    expect(short(each.settle(LIMITS.halfReadMs))).toEqual(["incomplete 4"]);
    each.push(reportOf("HALF", { continued: true }), 1000);
    expect(short(each.push(reportOf("WHOLE", { identifier: "]C0" }), 1010))).toEqual(["incomplete 4", "]C0 WHOLE"]);
  });

  test("the rest of a read is waited for once more where the process stood still", () => {
    const each = decoder();
    each.push(reportOf("TIC", { continued: true }), 0);
    expect(short(each.push(reportOf("KET"), 4 * LIMITS.halfReadMs))).toEqual(["]Q1 TICKET"]);
    each.push(reportOf("HALF", { continued: true }), 10_000);
    expect(each.settle(12_000)).toEqual([]);
    expect(short(each.settle(12_000 + LIMITS.halfReadMs))).toEqual(["incomplete 4"]);
  });

  test("takes a prefix off, and the CR that scanners are delivered with, unless told otherwise", () => {
    const around = (settings: Around) =>
      short(new HidPosDecoder(COMMON_HID_POS_LAYOUTS, settings).push(reportOf("~A\r"), 0));
    expect(around({})).toEqual(["]Q1 ~A"]);
    expect(around({ prefix: "~", suffix: "" })).toEqual(["]Q1 A\r"]);
  });

  test("an identifier in the data too is taken off where it names the same code, and is the more exact one", () => {
    expect(short(decoder().push(reportOf("]Q3A"), 0))).toEqual(["]Q3 A"]);
    expect(short(decoder().push(reportOf("]C1A"), 0))).toEqual(["]Q1 ]C1A"]);
  });

  test("a length beyond the report is garbled, another report's id is ignored", () => {
    const garbled = reportOf("A");
    garbled[1] = 60;
    expect(decoder().push(garbled, 0)).toMatchObject([{ kind: "dropped", reason: "garbled" }]);
    const other = reportOf("A");
    other[0] = 9;
    expect(decoder().push(other, 0)).toEqual([]);
    expect(decoder().push(new Uint8Array(), 0)).toEqual([]);
  });
});

test("Microscan's layout: a length and 62 bytes of data", () => {
  const report = new Uint8Array(64);
  report.set([1, 6, ...bytesOf("TICKET")]);
  expect(short(decoder().push(report, 0))).toEqual([" TICKET"]);
});
