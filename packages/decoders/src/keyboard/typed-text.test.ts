import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LIMITS } from "../limits.js";
import { AltCode } from "./alt-code.js";
import { DEAD } from "./key-map.js";
import { TypedText } from "./typed-text.js";

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
function type(...units: readonly (string | number)[]): string {
  const text = new TypedText();
  for (const unit of units) text.type(typeof unit === "number" ? unit : unit.charCodeAt(0));
  return decode(text.take());
}
const dead = (character: string) => character.charCodeAt(0) | DEAD;

describe("dead keys", () => {
  test.each([
    ["^", "aeiou", "âêîôû"],
    ["`", "aeiou", "àèìòù"],
    ["´", "aeiouy", "áéíóúý"],
    ["~", "ano", "ãñõ"],
    ["¨", "aeiouy", "äëïöüÿ"],
    ["ˇ", "csznr", "čšžňř"],
    ["°", "au", "åů"],
    ["¸", "cs", "çş"],
    ["˛", "ae", "ąę"],
    ["˙", "z", "ż"],
    ["˝", "ou", "őű"],
    ["˘", "a", "ă"],
  ])("%s", (accent, letters, composed) => {
    expect(
      letters
        .split("")
        .map((letter) => type(dead(accent), letter))
        .join(""),
    ).toBe(composed);
    expect(
      letters
        .toUpperCase()
        .split("")
        .map((letter) => type(dead(accent), letter))
        .join("")
        .toLowerCase(),
    ).toBe(composed);
    expect(type(dead(accent), " ")).toBe(accent);
    expect(type(dead(accent))).toBe(accent);
    expect(type(dead(accent), dead(accent))).toBe(accent + accent);
    expect(type(dead(accent), "1")).toBe(`${accent}1`);
  });
});

const ofBytes = (bytes: Uint8Array): readonly number[] =>
  Array.from(bytes, (byte) => {
    const code = new AltCode();
    for (const digit of `0${byte}`) code.digit(Number(digit));
    return code.take() ?? 0;
  });

test("any text that is typed byte by byte, by number, has its own bytes again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), (characters) => {
      const text = new TypedText();
      for (const unit of ofBytes(new TextEncoder().encode(characters))) text.typeCode(unit);
      expect(decode(text.take())).toBe(characters);
    }),
  );
});

test("characters that have keys, or whose numbers are no UTF-8, are meant as they are", () => {
  expect(type("ß", "²")).toBe("ß²");
  const text = new TypedText();
  for (const unit of "Größe") text.typeCode(unit.charCodeAt(0));
  expect(decode(text.take())).toBe("Größe");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 30 }), (characters) => {
      expect(type(...characters.split(""))).toBe(characters);
    }),
  );
});

test("units beyond the limit are counted and not kept, and what was dropped is gone", () => {
  const text = new TypedText();
  for (let count = 0; count < LIMITS.frameBytes + 7; count += 1) text.type(0x41);
  expect(text.length).toBe(LIMITS.frameBytes + 7);
  text.type(dead("^"));
  text.drop();
  expect([text.length, text.isEmpty]).toEqual([0, true]);
  text.type(0x42);
  expect(decode(text.take())).toBe("B");
});
