import { expect, test } from "vitest";
import { KeyboardDecoder } from "./keyboard-decoder.js";
import { KEYBOARD_LAYOUTS } from "./layouts.js";

const textOf = (decoder: KeyboardDecoder, ...reports: readonly (readonly number[])[]) =>
  reports
    .flatMap((report) => [...decoder.push(Uint8Array.from(report), 0)])
    .map((item) => (item.kind === "frame" ? item.frame.text : item.kind));
const NONE = [0, 0, 0, 0, 0, 0, 0, 0];
const key = (usage: number, modifiers = 0) => [modifiers, 0, usage, 0, 0, 0, 0, 0];

test("keys, zeros between them, Enter", () => {
  const decoder = new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS.us });
  expect(textOf(decoder, key(0x04, 2), NONE, key(0x1e), NONE, key(0x1e), NONE, key(0x28))).toEqual(["A11"]);
});

test("the layout of the scanner decides", () => {
  const digits = [0x23, 0x1e, 0x20].map((usage) => key(usage, 2));
  expect(textOf(new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS.fr }), ...digits, key(0x28))).toEqual(["613"]);
});

test("without an end quiet time ends the read", () => {
  const decoder = new KeyboardDecoder({ layout: KEYBOARD_LAYOUTS.us });
  decoder.push(Uint8Array.from(key(0x04)), 1000);
  expect(decoder.waitUntilMs).toBe(1200);
  expect(decoder.settle(1200)).toMatchObject([{ frame: { text: "a" } }]);
});
