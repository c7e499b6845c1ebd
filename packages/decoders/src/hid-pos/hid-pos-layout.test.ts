import { describe, expect, test } from "vitest";
import { LIMITS } from "../limits.js";
import { HidPosDecoder } from "./hid-pos-decoder.js";
import { COMMON_HID_POS_LAYOUTS, hidPosLayouts, usualHidPosLayouts } from "./hid-pos-layout.js";

const bytes = (hex: string) => Uint8Array.from(hex.split(/\s+/).filter(Boolean), (pair) => Number.parseInt(pair, 16));
const ascii = (text: string) => Array.from(text, (character) => character.charCodeAt(0));

const SCANNER = "05 8c 09 02 a1 01 15 00 26 ff 00 75 08";
// Written by the usage tables: report id 2, byte count, identifier 1 to 3, 56 bytes of data, two bytes of the vendor, the bit.
const USUAL = bytes(`
  05 8c 09 02 a1 01 85 02 09 12 a1 02
  15 00 26 ff 00 75 08 95 01 05 01 09 3b 81 02
  05 8c 95 03 19 fb 29 fd 81 02
  95 38 09 fe 82 02 01
  95 02 06 00 ff 09 01 81 02
  05 8c 75 01 95 01 25 01 09 ff 81 02 95 07 81 03
  c0 c0`);
// A boot keyboard (HID 1.11, appendix B.1), a mouse (B.2) and consumer control.
const KEYBOARD = bytes(`
  05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 03
  95 05 75 01 05 08 19 01 29 05 91 02 95 01 75 03 91 03 95 06 75 08 15 00 25 65 05 07 19 00 29 65 81 00 c0`);
const MOUSE = bytes(`
  05 01 09 02 a1 01 09 01 a1 00 05 09 19 01 29 03 15 00 25 01 95 03 75 01 81 02 95 01 75 05 81 01
  05 01 09 30 09 31 15 81 25 7f 75 08 95 02 81 06 c0 c0`);
const CONSUMER = bytes("05 0c 09 01 a1 01 85 03 15 00 26 ff 03 19 00 2a ff 03 75 10 95 01 81 00 c0");

/** What a scanner with this descriptor reads in these reports. */
function readsOf(descriptor: Uint8Array, ...reports: readonly Uint8Array[]) {
  const decoder = new HidPosDecoder(hidPosLayouts(descriptor));
  return reports
    .flatMap((report) => [...decoder.push(report, 0)])
    .map((item) => (item.kind === "frame" ? `${item.frame.symbology ?? ""} ${item.frame.text}` : item.kind));
}

test("the usual descriptor gives the usual layout", () => {
  expect(hidPosLayouts(USUAL)).toEqual([COMMON_HID_POS_LAYOUTS[0]]);
});

test("keyboards, mice, consumer control and nothing are no HID POS scanners", () => {
  for (const descriptor of [KEYBOARD, MOUSE, CONSUMER, new Uint8Array()]) expect(hidPosLayouts(descriptor)).toEqual([]);
});

describe("what descriptors may look like", () => {
  test("no report ids: reports begin with data", () => {
    const descriptor = bytes(`${SCANNER} 95 01 05 01 09 3b 81 02 05 8c 95 08 09 fe 81 02 c0`);
    expect(readsOf(descriptor, Uint8Array.of(3, ...ascii("ABC"), 0, 0, 0, 0, 0))).toEqual([" ABC"]);
  });

  test("no byte count: NULs at the end are none of the data, those inside are", () => {
    const descriptor = bytes(`${SCANNER} 95 08 09 fe 81 02 c0`);
    expect(readsOf(descriptor, Uint8Array.of(...ascii("A\0B"), 0, 0, 0, 0, 0))).toEqual([" A\0B"]);
    expect(readsOf(descriptor, Uint8Array.of(...ascii("ABCDEFGH")), new Uint8Array(8))).toEqual([" ABCDEFGH"]);
  });

  test("the identifier as three usages, as a range, as one usage for three values", () => {
    for (const usages of ["09 fb 09 fc 09 fd", "19 fb 29 fd", "09 fb"]) {
      const descriptor = bytes(`${SCANNER} 95 03 ${usages} 81 02 95 04 09 fe 81 02 c0`);
      expect(readsOf(descriptor, Uint8Array.of(...ascii("]C1AB"), 0, 0)), usages).toEqual(["]C1 AB"]);
    }
  });

  test("usages that bring their page, an odd order, a count of 16 bits, data as one long value", () => {
    const descriptor = bytes(`
      05 8c 09 02 a1 01 05 01 85 07
      76 40 00 95 01 0b fe 00 8c 00 82 02 01
      75 10 0b 3b 00 01 00 81 02
      75 08 95 03 1b fb 00 8c 00 2b fd 00 8c 00 81 02 c0`);
    expect(readsOf(descriptor, Uint8Array.of(7, ...ascii("ABCDEFGH"), 2, 0, ...ascii("]d2")))).toEqual(["]d2 AB"]);
    expect(readsOf(descriptor, Uint8Array.of(7, ...ascii("ABCDEFGH"), 1, 1, ...ascii("]d2")))).toEqual(["dropped"]);
  });

  test("fields within bytes: everything three bits late", () => {
    const descriptor = bytes(`
      05 8c 09 02 a1 01 75 03 95 01 81 03
      75 05 05 01 09 3b 81 02 05 8c
      75 01 09 ff 81 02 75 03 81 03
      75 08 95 03 19 fb 29 fd 81 02 95 04 09 fe 81 02 c0`);
    // Least significant bit first, as HID has it.
    const report = (count: number, text: string, continued = 0) => {
      const values = [[0, 3], [count, 5], [continued, 1], [0, 3], ...ascii(text).map((code) => [code, 8])];
      const bits = values.flatMap(([value = 0, size = 0]) =>
        Array.from({ length: size }, (_, bit) => (value >> bit) & 1),
      );
      return Uint8Array.from({ length: 9 }, (_, index) =>
        Array.from({ length: 8 }, (_unused, bit) => (bits[index * 8 + bit] ?? 0) << bit).reduce(
          (sum, bit) => sum + bit,
          0,
        ),
      );
    };
    expect(readsOf(descriptor, report(3, "]Q1ABC"))).toEqual(["]Q1 ABC"]);
    expect(readsOf(descriptor, report(4, "]Q1ABCD", 1), report(1, "]Q1E"))).toEqual(["]Q1 ABCDE"]);
    expect(readsOf(descriptor, report(5, "]Q1ABCD"))).toEqual(["dropped"]);
  });

  test("Push and Pop, long items, items that mean nothing here", () => {
    const descriptor = bytes(`
      ${SCANNER} a4 05 01 75 10 95 09 b4 fe 03 00 01 02 03 66 11 f0 55 0e
      95 01 05 01 09 3b 81 02 05 8c 95 02 09 fe 81 02 c0`);
    expect(readsOf(descriptor, Uint8Array.of(2, ...ascii("AB")))).toEqual([" AB"]);
  });

  test("several reports with data, and some without", () => {
    const report = (id: string, size: string) => `85 ${id} 95 01 05 01 09 3b 81 02 05 8c 95 ${size} 09 fe 81 02`;
    const descriptor = bytes(`${SCANNER} ${report("01", "04")} 85 05 95 02 09 15 81 02 ${report("02", "08")} c0`);
    expect(hidPosLayouts(descriptor).map(({ reportId }) => reportId)).toEqual([1, 2]);
    const reads = readsOf(
      descriptor,
      Uint8Array.of(1, 2, ...ascii("AB"), 0, 0),
      Uint8Array.of(5, 0, 0),
      Uint8Array.of(2, 5, ...ascii("ABCDE"), 0, 0, 0),
    );
    expect(reads).toEqual([" AB", " ABCDE"]);
  });

  test("a report shorter than it should be has what it has", () => {
    const descriptor = bytes(`${SCANNER} 95 01 05 01 09 3b 81 02 05 8c 95 08 09 fe 81 02 c0`);
    expect(readsOf(descriptor, Uint8Array.of(2, ...ascii("AB")))).toEqual([" AB"]);
    expect(readsOf(descriptor, Uint8Array.of(3, ...ascii("AB")))).toEqual(["dropped"]);
    expect(readsOf(descriptor, new Uint8Array())).toEqual([]);
  });
});

describe("the limits of a descriptor", () => {
  const end = "95 08 09 fe 81 02 c0";

  test("what lies beyond its greatest length is not read", () => {
    const padding = (items: number) => Array.from({ length: items }, () => "09 01").join(" ");
    const room = (LIMITS.descriptorBytes - bytes(`${SCANNER} ${end}`).length) >> 1;
    // Each usage takes a place, so that the data's own is beyond the limit of usages; End Collection clears them.
    const within = bytes(`${SCANNER} ${padding(room - 1)} c0 ${end}`);
    const beyond = bytes(`${SCANNER} ${padding(room + 9)} c0 ${end}`);
    expect(hidPosLayouts(within)).toHaveLength(1);
    expect(hidPosLayouts(beyond)).toEqual([]);
  });

  test("usages beyond their limit are none", () => {
    const usages = (count: number) => Array.from({ length: count }, () => "09 01").join(" ");
    const wide = "96 01 04";
    expect(LIMITS.usages).toBe(0x400);
    expect(hidPosLayouts(bytes(`${SCANNER} ${wide} ${usages(LIMITS.usages - 1)} 09 fe 81 02 c0`))).toHaveLength(1);
    expect(hidPosLayouts(bytes(`${SCANNER} ${wide} ${usages(LIMITS.usages)} 09 fe 81 02 c0`))).toEqual([]);
    expect(hidPosLayouts(bytes(`${SCANNER} 95 08 1b 00 00 00 00 2b ff ff ff ff 09 fe 81 02 c0`))).toEqual([]);
  });

  test("Push deeper than its limit is not followed, and Pop of nothing changes nothing", () => {
    const pushes = (count: number) => Array.from({ length: count }, () => "a4").join(" ");
    const pops = (count: number) => Array.from({ length: count }, () => "b4").join(" ");
    const depth = LIMITS.descriptorStack;
    const nested = `75 10 ${pushes(depth + 5)} 75 08 ${pops(depth)}`;
    const [layout] = hidPosLayouts(bytes(`${SCANNER} ${nested} ${pops(3)} 95 02 09 fe 81 02 c0`));
    expect(layout?.data).toEqual({ bitOffset: 0, bitSize: 32 });
  });

  test("a report longer than its limit is none", () => {
    const wide = (count: string) => hidPosLayouts(bytes(`${SCANNER} 97 ${count} 09 fe 81 02 c0`));
    expect(LIMITS.reportBits).toBe(0x2000 * 8);
    expect(wide("00 20 00 00")).toHaveLength(1);
    expect(wide("01 20 00 00")).toEqual([]);
    expect(wide("ff ff ff ff")).toEqual([]);
  });
});

test("where nothing can be read from a descriptor, a Newland's data begin right after the length", () => {
  const report = new Uint8Array(64);
  report.set([2, 6, ...new TextEncoder().encode("TICKET")]);
  const [decoded] = new HidPosDecoder(usualHidPosLayouts(0x1eab)).push(report, 0);
  expect(decoded).toMatchObject({ kind: "frame", frame: { text: "TICKET", symbology: null } });
  expect(usualHidPosLayouts(0x0c2e)).toBe(COMMON_HID_POS_LAYOUTS);
});
