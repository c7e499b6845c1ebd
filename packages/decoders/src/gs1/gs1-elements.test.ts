import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gs1ElementsOf } from "./gs1-elements.js";

const GS = "\u001d";
const pairs = (text: string) => gs1ElementsOf(text).elements.map(({ ai, value }) => `(${ai})${value}`);

describe("element strings", () => {
  test.each([
    ["0109521234543213", ["(01)09521234543213"]],
    ["01095212345432131725123110ABC123", ["(01)09521234543213", "(17)251231", "(10)ABC123"]],
    [`10ABC123${GS}0109521234543213`, ["(10)ABC123", "(01)09521234543213"]],
    [`010952123454321310AB${GS}21S1${GS}3103001750`, ["(01)09521234543213", "(10)AB", "(21)S1", "(3103)001750"]],
    [`${GS}0109521234543213${GS}${GS}21S1${GS}`, ["(01)09521234543213", "(21)S1"]],
    [`3932978500${GS}8005001250`, ["(3932)978500", "(8005)001250"]],
    ["253952123454321312AB-7", ["(253)952123454321312AB-7"]],
    ["2539521234543213", ["(253)9521234543213"]],
    ["70300560123", ["(7030)0560123"]],
    ["8200HTTP://A.B/C?D=1", ["(8200)HTTP://A.B/C?D=1"]],
    ["", []],
  ])("%j", (text, elements) => {
    expect(pairs(text)).toEqual(elements);
    expect(gs1ElementsOf(text).error).toBe(null);
  });

  test("bear the titles of their identifiers", () => {
    expect(gs1ElementsOf("3103001750").elements).toEqual([{ ai: "3103", title: "NET WEIGHT (kg)", value: "001750" }]);
    expect(gs1ElementsOf("01095212345432132112").elements.map(({ title }) => title)).toEqual(["GTIN", "SERIAL"]);
  });
});

describe("errors are values", () => {
  test.each([
    ["04123", [], "unknownIdentifier", 0],
    ["TICKET", [], "unknownIdentifier", 0],
    ["9#TICKET", [], "unknownIdentifier", 0],
    ["0109521234543213TICKET", ["(01)09521234543213"], "unknownIdentifier", 16],
    ["01095212", [], "wrongValue", 2],
    [`0109521${GS}21S1`, [], "wrongValue", 2],
    ["010952123454321X", [], "wrongValue", 2],
    ["21", [], "wrongValue", 2],
    [`21${"S".repeat(21)}`, [], "wrongValue", 2],
    ["10LÖT", [], "wrongValue", 2],
    ["3109001750", ["(3109)001750"], null, 0],
  ] as const)("%j", (text, elements, code, at) => {
    expect(pairs(text)).toEqual(elements);
    expect(gs1ElementsOf(text).error).toEqual(code === null ? null : { code, at });
  });

  test("whatever the text: nothing is thrown, and what was read stands in the text in this order", () => {
    const piece = fc.oneof(
      fc.constantFrom("01", "10", "21", "3103", "7030", "99", GS),
      fc.string({ maxLength: 20 }),
      fc.stringMatching(/^\d{1,14}$/),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join("");
        const { elements, error } = gs1ElementsOf(text);
        const bare = text.replaceAll(GS, "");
        const read = elements.map(({ ai, value }) => ai + value).join("");
        expect(bare.startsWith(read)).toBe(true);
        expect(error !== null || read === bare).toBe(true);
      }),
    );
  });

  test("whatever elements are joined as GS1 says are read again", () => {
    const element = fc.oneof(
      fc.stringMatching(/^\d{14}$/).map((value) => ["01", value, false] as const),
      fc.stringMatching(/^\d{6}$/).map((value) => ["3102", value, false] as const),
      fc.stringMatching(/^[A-Z0-9/-]{1,20}$/).map((value) => ["21", value, true] as const),
      fc.stringMatching(/^\d{4,18}$/).map((value) => ["3912", value, true] as const),
    );
    fc.assert(
      fc.property(fc.array(element, { maxLength: 8 }), (elements) => {
        const text = elements.map(([ai, value, separated]) => ai + value + (separated ? GS : "")).join("");
        expect(pairs(text)).toEqual(elements.map(([ai, value]) => `(${ai})${value}`));
      }),
    );
  });
});
