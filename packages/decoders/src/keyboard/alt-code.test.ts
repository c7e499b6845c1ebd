import { describe, expect, test } from "vitest";
import { AltCode, windows1252Byte } from "./alt-code.js";

function typed(digits: string): number | null {
  const code = new AltCode();
  for (const digit of digits) code.digit(Number(digit));
  return code.take();
}
const bytes = Array.from({ length: 256 }, (_, byte) => byte);

describe("an Alt code", () => {
  test("with a leading zero is a byte of Windows-1252: Latin-1, but for 27 of them", () => {
    const others = bytes.filter((byte) => typed(`0${byte}`) !== byte);
    expect(others).toHaveLength(27);
    expect(others.map((byte) => String.fromCharCode(typed(`0${byte}`) ?? 0)).join("")).toBe(
      "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ",
    );
  });

  test("without one is a byte of code page 437, and below 128 the character itself", () => {
    const characters = [130, 132, 148, 129, 225, 155, 157, 227, 251, 254].map((byte) =>
      String.fromCharCode(typed(String(byte)) ?? 0),
    );
    expect(characters.join("")).toBe("éäöüß¢¥π√■");
    for (const byte of bytes.slice(1, 128)) expect(typed(String(byte))).toBe(byte);
    expect(new Set(bytes.slice(1).map((byte) => typed(String(byte)))).size).toBe(255);
  });

  test("above 255 is Unicode, and however many digits come, a number of 16 bits", () => {
    expect(typed("8364")).toBe(0x20ac);
    expect(typed("9".repeat(500))).toBeLessThanOrEqual(0xffff);
  });

  test("is open from its first digit until it is taken", () => {
    const code = new AltCode();
    expect([code.isOpen, code.take()]).toEqual([false, null]);
    code.digit(0);
    expect(code.isOpen).toBe(true);
    expect([code.take(), code.isOpen, code.take()]).toEqual([0, false, null]);
  });
});

test("windows1252Byte finds the byte of every character that has one", () => {
  for (const byte of bytes) expect(windows1252Byte(typed(`0${byte}`) ?? -1)).toBe(byte);
  expect(windows1252Byte("東".charCodeAt(0))).toBe(null);
  expect(windows1252Byte("ő".charCodeAt(0))).toBe(null);
});
