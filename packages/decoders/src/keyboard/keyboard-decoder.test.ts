import { describe, expect, test } from "vitest";
import type { Decoded } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { KeyboardDecoder, type KeyboardSettings } from "./keyboard-decoder.js";
import { KEYBOARD_LAYOUTS } from "./layouts.js";

const CTRL = 0x01;
const SHIFT = 0x02;
const ALT = 0x04;
const ALT_GR = 0x40;
const A = 0x04;
const ENTER = 0x28;
const TAB = 0x2b;
const SPACE = 0x2c;
const CAPS_LOCK = 0x39;
const KEYPAD_ENTER = 0x58;
const NONE = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0);

const keys = (modifiers: number, ...pressed: readonly number[]) =>
  Uint8Array.from({ length: 8 }, (_, index) => (index === 0 ? modifiers : (pressed[index - 2] ?? 0)));
const key = (usage: number, modifiers = 0) => keys(modifiers, usage);
const letter = (character: string) => A + character.charCodeAt(0) - "a".charCodeAt(0);
const keypad = (digit: string) => 0x59 + ((Number(digit) + 9) % 10);
/** Each key pressed and let go. */
const typed = (...reports: readonly Uint8Array[]) => reports.flatMap((report) => [report, NONE]);
/** Alt held while the digits are typed, then let go. */
const altCode = (digits: string) => [
  ...digits.split("").flatMap((digit) => [keys(ALT, keypad(digit)), keys(ALT)]),
  NONE,
];

const short = (decoded: readonly Decoded[]) =>
  decoded.map((item) => {
    if (item.kind === "frame") return item.frame.text;
    return item.kind === "dropped" ? `${item.reason} ${item.bytes}` : item.kind;
  });
const us = (settings: Partial<KeyboardSettings> = {}) =>
  new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS.us, ...settings });
const read = (decoder: KeyboardDecoder, ...reports: readonly Uint8Array[]) =>
  short(reports.flatMap((report) => [...decoder.push(report, 0)]));
const textOf = (layout: keyof typeof KEYBOARD_LAYOUTS, ...reports: readonly Uint8Array[]) =>
  read(new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS[layout] }), ...typed(...reports, key(ENTER))).join();

describe("which keys are typed", () => {
  test("those that are new against the report before", () => {
    expect(read(us(), key(A, SHIFT), NONE, key(0x1e), NONE, key(0x1e), NONE, key(ENTER), NONE)).toEqual(["A11"]);
  });

  test("held keys once, however often they are told", () => {
    expect(read(us(), key(A), key(A), key(A), NONE, key(ENTER), key(ENTER), NONE)).toEqual(["a"]);
  });

  test("different keys also without zeros between them", () => {
    expect(read(us(), ...["a", "b", "a", "c"].map((each) => key(letter(each))), key(ENTER))).toEqual(["abac"]);
  });

  test("several at once in their order, and those that roll over", () => {
    expect(read(us(), keys(0, A, 0x05), NONE, keys(0, 0x06), keys(0, 0x06, 0x07), keys(0, 0x07), key(ENTER))).toEqual([
      "abcd",
    ]);
  });

  test("an error tells no keys and lets none go", () => {
    const rollover = keys(0, 1, 1, 1, 1, 1, 1);
    expect(read(us(), key(A), rollover, key(A), keys(0, 2), NONE, key(ENTER))).toEqual(["a"]);
  });

  test("keys without a character are none, short and long reports are harmless", () => {
    const reports = [key(0x3a), NONE, key(0x53), NONE, key(A), new Uint8Array(), Uint8Array.of(0, 0, 0x05)];
    expect(read(us(), ...reports, Uint8Array.of(...NONE, 9, 9), key(ENTER))).toEqual(["ab"]);
  });

  test("the keypad types its characters", () => {
    const reports = [0x59, 0x62, 0x63, 0x54, 0x55, 0x56, 0x57].map((usage) => key(usage));
    expect(read(us(), ...typed(...reports, key(KEYPAD_ENTER)))).toEqual(["10./*-+"]);
  });
});

describe("the end of a read", () => {
  test.each([
    ["any", ["a", "a", "a"]],
    ["enter", ["a", "a\ta"]],
    ["tab", ["a\ra"]],
    ["quiet", []],
  ] as const)("%s", (end, texts) => {
    const reports = typed(key(A), key(ENTER), key(A), key(TAB), key(A), key(KEYPAD_ENTER));
    expect(read(us({ end }), ...reports)).toEqual(texts);
  });

  test("is quiet time where no key says it", () => {
    const decoder = us();
    decoder.push(key(A), 1000);
    decoder.push(NONE, 1010);
    expect(decoder.waitUntilMs).toBe(1010 + LIMITS.keyboardQuietMs);
    expect(decoder.settle(1010 + LIMITS.keyboardQuietMs - 1)).toEqual([]);
    expect(short(decoder.settle(1010 + LIMITS.keyboardQuietMs))).toEqual(["a"]);
    expect(decoder.waitUntilMs).toBe(null);
    decoder.push(key(A), 2000);
    expect(short(decoder.push(key(0x05), 2000 + LIMITS.keyboardQuietMs))).toEqual(["a"]);
  });

  test("is put off once where the process stood still", () => {
    const decoder = us({ quietMs: 150 });
    decoder.push(key(A), 0);
    expect(decoder.push(key(0x05), 2000)).toEqual([]);
    expect(short(decoder.settle(2150))).toEqual(["ab"]);
  });

  test("of nothing is no read", () => {
    expect(read(us(), ...typed(key(ENTER), key(TAB)))).toEqual([]);
  });

  test("takes prefix, suffix and AIM identifier off", () => {
    const reports = [key(letter("x")), key(0x30), key(letter("c"), SHIFT), key(0x27), key(A), key(letter("y"))];
    const decoder = us({ prefix: "x", suffix: "y" });
    const [frame] = typed(...reports, key(ENTER)).flatMap((report) => [...decoder.push(report, 0)]);
    expect(frame).toMatchObject({ frame: { text: "a", symbology: "]C0" } });
  });
});

describe("characters without a key", () => {
  test("dead keys: with a space the accent, with a letter one character, else both", () => {
    const [circumflex, acute] = [key(0x35), key(0x2e)];
    expect(textOf("de", circumflex, key(SPACE))).toBe("^");
    expect(textOf("de", circumflex, key(letter("e")))).toBe("ê");
    expect(textOf("de", acute, key(letter("e"), SHIFT))).toBe("É");
    expect(textOf("de", circumflex, key(letter("x")))).toBe("^x");
    expect(textOf("de", circumflex, circumflex, key(A))).toBe("^^a");
    expect(textOf("de", key(A), circumflex)).toBe("a^");
  });

  test("Alt and digits: code page 437, with a zero before them Windows-1252, above 255 Unicode", () => {
    const decoder = us();
    const texts = ["65", "130", "0233", "0128", "8364", "029", "0029", "10", "255"].map((digits) =>
      read(decoder, key(A), ...altCode(digits), key(A), key(ENTER), NONE).join(),
    );
    expect(texts).toEqual(["aAa", "aéa", "aéa", "a€a", "a€a", "a\u001da", "a\u001da", "a\na", "a\u00a0a"]);
  });

  test("Alt without digits types nothing, and digits are taken also where Enter comes first", () => {
    expect(read(us(), keys(ALT), keys(ALT, A), NONE, key(A), key(ENTER))).toEqual(["a"]);
    expect(read(us(), keys(ALT, keypad("6")), keys(ALT), keys(ALT, keypad("5")), keys(ALT, ENTER), NONE)).toEqual([
      "A",
    ]);
  });

  test("bytes typed as characters are the bytes again, so UTF-8 comes through", () => {
    const decoder = us();
    const reports = [
      ..."c3,bc,e2,82,ac".split(",").flatMap((hex) => altCode(`0${Number.parseInt(hex, 16)}`)),
      key(ENTER),
    ];
    const [frame] = reports.flatMap((report) => [...decoder.push(report, 0)]);
    expect(frame).toMatchObject({ frame: { text: "ü€", bytes: Uint8Array.of(0xc3, 0xbc, 0xe2, 0x82, 0xac) } });
    expect(read(us(), ...altCode("0252"), ...typed(key(ENTER)))).toEqual(["ü"]);
    expect(read(us(), ...altCode("0138"), ...typed(key(ENTER)))).toEqual(["Š"]);
  });

  test("Ctrl and a letter or bracket, by the layout or by that of the US", () => {
    expect(textOf("us", key(A), key(0x30, CTRL), key(A))).toBe("a\u001da");
    expect(textOf("us", key(A, CTRL), key(letter("z"), CTRL), key(0x2d, CTRL | SHIFT))).toBe("\u0001\u001a\u001f");
    expect(textOf("de", key(0x30, CTRL), key(letter("z"), CTRL))).toBe("\u001d\u0019");
    expect(textOf("us", key(A), key(0x1e, CTRL))).toBe("a");
  });

  test("AltGr, also as Ctrl and Alt", () => {
    expect(textOf("de", key(letter("q"), ALT_GR), key(0x25, CTRL | ALT), key(letter("e"), ALT_GR))).toBe("@[€");
    expect(textOf("it", key(0x2f, ALT_GR | SHIFT), key(A, ALT_GR))).toBe("{");
  });

  test("Caps Lock turns letters until it is pressed again, or until quiet time", () => {
    const decoder = us();
    expect(read(decoder, ...typed(key(CAPS_LOCK), key(A), key(A, SHIFT), key(0x1e), key(ENTER)))).toEqual(["Aa1"]);
    expect(read(decoder, ...typed(key(CAPS_LOCK), key(A), key(ENTER)))).toEqual(["a"]);
    expect(read(decoder, ...typed(key(A), key(ENTER), key(CAPS_LOCK)))).toEqual(["a"]);
    expect(decoder.waitUntilMs).toBe(LIMITS.keyboardQuietMs);
    expect(decoder.settle(LIMITS.keyboardQuietMs)).toEqual([]);
    expect(read(decoder, ...typed(key(A), key(ENTER)))).toEqual(["a"]);
  });
});

test("the limit of a read is the last length that is delivered", () => {
  const full = Array.from({ length: LIMITS.frameBytes }, () => typed(key(A))).flat();
  expect(read(us(), ...full, key(ENTER))).toEqual(["a".repeat(LIMITS.frameBytes)]);
  const decoder = us();
  expect(read(decoder, ...full, ...typed(key(A), key(ENTER)))).toEqual([`oversize ${LIMITS.frameBytes + 1}`]);
  expect(read(decoder, ...typed(key(A), key(ENTER)))).toEqual(["a"]);
});
