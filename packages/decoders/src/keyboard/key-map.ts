import type { KeyboardLayout, KeyRows } from "./keyboard-layout.js";

// HID Usage Tables 1.5, chapter "Keyboard/Keypad Page": the keys in the order of KeyRows.
const KEYS: readonly (readonly number[])[] = [
  [0x35, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e],
  [0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30],
  [0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x32],
  [0x64, 0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38],
  [0x87, 0x89],
];
const NON_US_HASH = 0x32;
/** The backslash of ANSI keyboards stands where ISO keyboards have Non-US #. */
const BACKSLASH = 0x31;
const SPACE = 0x2c;
const FIRST_OF_KEYPAD = 0x54;
/** Enter stands among them and types nothing; the digits are there whatever Num Lock says, since a scanner means digits. */
const KEYPAD = "/*-+ 1234567890.";

/** What each key types on one level: a UTF-16 code unit, with {@link DEAD} where it waits for the next one; 0 for nothing. */
export type Level = Uint32Array;
export const DEAD = 0x1_0000;

/** What each key types, on each level of a layout. */
export interface KeyMap {
  readonly plain: Level;
  readonly shift: Level;
  readonly altGr: Level;
  readonly shiftAltGr: Level;
}

export function keyMapOf({ plain, shift, altGr, shiftAltGr, dead }: KeyboardLayout): KeyMap {
  return {
    plain: levelOf(plain, dead?.plain),
    shift: levelOf(shift, dead?.shift),
    altGr: levelOf(altGr, dead?.altGr),
    shiftAltGr: levelOf(shiftAltGr, ""),
  };
}

function levelOf(rows: KeyRows | undefined, dead = ""): Level {
  const level = new Uint32Array(256);
  level[SPACE] = 0x20;
  for (const [index, character] of KEYPAD.split("").entries()) level[FIRST_OF_KEYPAD + index] = unitOf(character, "");
  for (const [row, keys] of KEYS.entries()) {
    for (const [index, usage] of keys.entries()) level[usage] = unitOf(rows?.[row]?.[index] ?? " ", dead);
  }
  level[BACKSLASH] = level[NON_US_HASH] ?? 0;
  return level;
}

function unitOf(character: string, dead: string): number {
  if (character === " ") return 0;
  return character.charCodeAt(0) | (dead.includes(character) ? DEAD : 0);
}
