import { keyMapOf, type KeyMap } from "./key-map.js";
import type { KeyboardLayout } from "./keyboard-layout.js";
import { KEYBOARD_LAYOUTS } from "./layouts.js";

const CTRL = 0x01 | 0x10;
const SHIFT = 0x02 | 0x20;
export const LEFT_ALT = 0x04;
const ALT_GR = 0x40;

export const ENTER = 0x28;
export const TAB = 0x2b;
export const KEYPAD_ENTER = 0x58;
const CAPS_LOCK = 0x39;
const KEYPAD_1 = 0x59;
const KEYPAD_0 = 0x62;
const KEYS = 256;

/** The meanings of keys that type no character, beyond all that {@link DEAD} makes. {@link DIGIT} is one of a character's number, in its last four bits. */
export const ENDS_READ = 0x2_0000;
export const TURNS_CAPS_LOCK = 0x4_0000;
export const DIGIT = 0x8_0000;

/** What the ends of a read type where they are none. */
const TYPED: Readonly<Record<number, number>> = { [ENTER]: 0x0d, [KEYPAD_ENTER]: 0x0d, [TAB]: 0x09 };

/** Where a key of a layout makes no control character, scanners mean the key of the US layout. */
const US = keyMapOf(KEYBOARD_LAYOUTS.us);

type Level = (key: number, map: KeyMap) => number;
const plain: Level = (key, map) => map.plain[key] || (TYPED[key] ?? 0);
const shift: Level = (key, map) => map.shift[key] || (TYPED[key] ?? 0);

/** What a key means by each combination of modifiers that makes a difference. */
const LEVELS = {
  plain,
  shift,
  capsLock: (key, map) => (isLetter(key, map) ? shift : plain)(key, map),
  shiftCapsLock: (key, map) => (isLetter(key, map) ? plain : shift)(key, map),
  altGr: (key, map) => map.altGr[key] ?? 0,
  shiftAltGr: (key, map) => map.shiftAltGr[key] ?? 0,
  ctrl: (key, map) => control(map.plain[key] ?? 0, US.plain[key] ?? 0),
  shiftCtrl: (key, map) => control(map.shift[key] ?? 0, US.shift[key] ?? 0),
  leftAlt: (key) => (key >= KEYPAD_1 && key <= KEYPAD_0 ? DIGIT | ((key - KEYPAD_1 + 1) % 10) : 0),
} satisfies Record<string, Level>;
type LevelName = keyof typeof LEVELS;

const LEVEL_NAMES = Object.keys(LEVELS) as readonly LevelName[];
/** For each combination of modifiers where its level begins in a table of meanings; with Caps Lock from 256 on. */
const LEVEL_AT = Uint16Array.from(
  { length: 512 },
  (_, index) => LEVEL_NAMES.indexOf(levelOf(index & 0xff, index > 0xff)) * KEYS,
);

/** What the keys of a scanner mean: nearly all reports ask, so all that can be known beforehand stands in one table. */
export class KeyMeanings {
  readonly #table: Uint32Array;

  constructor(layout: KeyboardLayout, ends: readonly number[]) {
    const map = keyMapOf(layout);
    this.#table = Uint32Array.from({ length: LEVEL_NAMES.length * KEYS }, (_, index) => {
      const key = index % KEYS;
      if (ends.includes(key)) return ENDS_READ;
      if (key === CAPS_LOCK) return TURNS_CAPS_LOCK;
      return LEVELS[LEVEL_NAMES[Math.floor(index / KEYS)] ?? "plain"](key, map);
    });
  }

  /** One of the meanings above, or what a key types: a UTF-16 code unit, with {@link DEAD} a dead one; 0 for nothing. */
  of(key: number, modifiers: number, capsLock: boolean): number {
    return this.#table[(LEVEL_AT[capsLock ? modifiers | 0x100 : modifiers] ?? 0) | key] ?? 0;
  }
}

function levelOf(modifiers: number, capsLock: boolean): LevelName {
  const isShift = (modifiers & SHIFT) !== 0;
  const isCtrl = (modifiers & CTRL) !== 0;
  const isLeftAlt = (modifiers & LEFT_ALT) !== 0;
  // Ctrl with the left Alt is AltGr on Windows, and so to scanners.
  if ((modifiers & ALT_GR) !== 0 || (isCtrl && isLeftAlt)) return isShift ? "shiftAltGr" : "altGr";
  if (isCtrl) return isShift ? "shiftCtrl" : "ctrl";
  if (isLeftAlt) return "leftAlt";
  if (capsLock) return isShift ? "shiftCapsLock" : "capsLock";
  return isShift ? "shift" : "plain";
}

/** A control character, as Ctrl and a letter make it (Ctrl and ] is the separator of GS1); 0 where the key makes none. */
function control(own: number, us: number): number {
  const unit = makesControl(own) ? own : us;
  return makesControl(unit) ? unit & 0x1f : 0;
}

function makesControl(unit: number): boolean {
  return unit >= 0x40 && unit <= 0x7e;
}

function isLetter(key: number, map: KeyMap): boolean {
  const character = String.fromCharCode(map.plain[key] ?? 0);
  return character.toUpperCase() !== character;
}
