import type { KeyboardLayout, KeyRows } from "./keyboard-layout.js";

/** A character that a key types; a dead one waits for the next. */
export interface Typed {
  readonly character: string;
  readonly isDead: boolean;
}

// HID Usage Tables 1.5, chapter "Keyboard/Keypad Page": the keys in the order of KeyRows.
const KEYS: readonly (readonly number[])[] = [
  [0x35, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e],
  [0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30],
  [0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x32],
  [0x64, 0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38],
];
const NON_US_HASH = 0x32;
/** The backslash of ANSI keyboards stands where ISO keyboards have Non-US #. */
const BACKSLASH = 0x31;
const KEYPAD = new Map("/*-+".split("").map((character, index) => [0x54 + index, character]));
for (const [index, character] of "1234567890.".split("").entries()) KEYPAD.set(0x59 + index, character);
const SPACE = 0x2c;

type Level = ReadonlyMap<number, Typed>;

/** What each key types, on each level of a layout. */
export class KeyMap {
  readonly plain: Level;
  readonly shift: Level;
  readonly altGr: Level;
  readonly shiftAltGr: Level;

  constructor(layout: KeyboardLayout) {
    const { dead } = layout;
    this.plain = levelOf(layout.plain, dead?.plain);
    this.shift = levelOf(layout.shift, dead?.shift);
    this.altGr = levelOf(layout.altGr, dead?.altGr);
    this.shiftAltGr = levelOf(layout.shiftAltGr, "");
  }
}

function levelOf(rows: KeyRows | undefined, dead = ""): Level {
  const level = new Map<number, Typed>([[SPACE, { character: " ", isDead: false }]]);
  for (const [usage, character] of KEYPAD) level.set(usage, { character, isDead: false });
  for (const [row, keys] of KEYS.entries()) {
    const characters = (rows?.[row] ?? "").split("");
    for (const [index, usage] of keys.entries()) {
      const character = characters[index] ?? " ";
      if (character === " ") continue;
      const typed = { character, isDead: dead.includes(character) };
      level.set(usage, typed);
      if (usage === NON_US_HASH) level.set(BACKSLASH, typed);
    }
  }
  return level;
}
