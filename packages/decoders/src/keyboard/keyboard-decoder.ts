import type { Decoded, Decoder } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { OpenRead, type Around } from "../open-read.js";
import { Patience } from "../patience.js";
import { AltCode } from "./alt-code.js";
import { keyMapOf, type KeyMap, type Level } from "./key-map.js";
import type { KeyboardLayout } from "./keyboard-layout.js";
import { KEYBOARD_LAYOUTS } from "./layouts.js";
import { TypedText } from "./typed-text.js";

/** The key that ends a read: Enter (also that of the keypad), Tab, either of them, or none, where quiet time alone must tell. */
export type KeyboardEnd = "any" | "enter" | "tab" | "quiet";

/** How a scanner in keyboard mode is set. */
export interface KeyboardSettings extends Around {
  /** The layout of the scanner, not of the computer; one of {@link KEYBOARD_LAYOUTS}. */
  readonly layout: KeyboardLayout;
  /** Default `"any"`. */
  readonly end?: KeyboardEnd;
  /** How long without a key a read ends too; default {@link LIMITS.keyboardQuietMs}. */
  readonly quietMs?: number;
}

// A boot report (HID 1.11, appendix B): modifiers, a reserved byte, six keys.
const FIRST_KEY = 2;
const KEYS = 6;
const CTRL = 0x01 | 0x10;
const SHIFT = 0x02 | 0x20;
const LEFT_ALT = 0x04;
const ALT_GR = 0x40;
/** ErrorRollOver, POSTFail and ErrorUndefined: too many keys at once, and none of them told. */
const LAST_ERROR = 0x03;
const NOTHING: readonly Decoded[] = [];
const CAPS_LOCK = 0x39;
const ENTER = 0x28;
const TAB = 0x2b;
const KEYPAD_ENTER = 0x58;
const KEYPAD_1 = 0x59;
const KEYPAD_0 = 0x62;
const ENDS: Readonly<Record<KeyboardEnd, readonly number[]>> = {
  any: [ENTER, KEYPAD_ENTER, TAB],
  enter: [ENTER, KEYPAD_ENTER],
  tab: [TAB],
  quiet: [],
};
/** What the ends type where they are none. */
const TYPED: Readonly<Record<number, number>> = { [ENTER]: 0x0d, [KEYPAD_ENTER]: 0x0d, [TAB]: 0x09 };

/** Where a layout has no such character on a key, scanners mean the key of the US layout. */
const US = keyMapOf(KEYBOARD_LAYOUTS.us);

/**
 * Scanners in keyboard mode: 8-byte boot reports in ({@link keyboardReports} makes them of others), frames out. A key is typed when it is new against the report before, so zeros
 * between keys may be missing, and several keys may come at once.
 */
export class KeyboardDecoder implements Decoder {
  readonly #map: KeyMap;
  /** For each key whether it ends a read. */
  readonly #ends = new Uint8Array(256);
  readonly #typed = new TypedText();
  readonly #altCode = new AltCode();
  readonly #read: OpenRead;
  readonly #patience: Patience;
  /** The keys of the report before: four and two. */
  #low = 0;
  #high = 0;
  #capsLock = false;
  /** Of a hundred reports one ends a read: the list for what it holds is made when the one before was handed out. */
  #unused: Decoded[] = [];

  constructor(settings: KeyboardSettings) {
    this.#map = keyMapOf(settings.layout);
    for (const key of ENDS[settings.end ?? "any"]) this.#ends[key] = 1;
    this.#read = new OpenRead(settings);
    this.#patience = new Patience(settings.quietMs ?? LIMITS.keyboardQuietMs);
  }

  get waitUntilMs(): number | null {
    return this.#patience.untilMs;
  }

  push(report: Uint8Array, nowMs: number): readonly Decoded[] {
    const decoded = this.#unused;
    this.#take(report, nowMs, decoded);
    if (decoded.length === 0) return NOTHING;
    this.#unused = [];
    return decoded;
  }

  settle(nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#patience.isOver(nowMs)) this.#rest(decoded);
    return decoded;
  }

  #take(report: Uint8Array, nowMs: number, decoded: Decoded[]): void {
    if (this.#patience.isOver(nowMs)) this.#rest(decoded);
    const modifiers = report[0] ?? 0;
    // Six keys as two numbers: half of all reports say that none is pressed, and that is then quickly seen.
    const low = lowKeys(report);
    const high = highKeys(report);
    if ((low | high) !== 0 && hasError(low, high)) return;
    if ((modifiers & LEFT_ALT) === 0 && this.#altCode.isOpen) this.#finishAltCode();
    if ((low | high) !== 0) this.#pressNew(low, high, modifiers, decoded);
    this.#low = low;
    this.#high = high;
    if (this.#capsLock || this.#altCode.isOpen || !this.#typed.isEmpty) this.#patience.start(nowMs);
    else this.#patience.stop();
  }

  /** Presses the keys that were not down in the report before. */
  #pressNew(low: number, high: number, modifiers: number, decoded: Decoded[]): void {
    for (let index = 0; index < keysIn(low, high); index += 1) {
      const key = keyAt(index, low, high);
      if (key !== 0 && !isAmong(key, this.#low, this.#high)) this.#press(key, modifiers, decoded);
    }
  }

  #press(key: number, modifiers: number, decoded: Decoded[]): void {
    if (this.#ends[key] === 1) {
      this.#end(decoded);
      return;
    }
    // Ctrl with the left Alt is AltGr on Windows, and so to scanners.
    const isCtrl = (modifiers & CTRL) !== 0;
    const isAltGr = (modifiers & ALT_GR) !== 0 || (isCtrl && (modifiers & LEFT_ALT) !== 0);
    if (key === CAPS_LOCK) this.#capsLock = !this.#capsLock;
    else if (isAltGr) this.#type(((modifiers & SHIFT) === 0 ? this.#map.altGr : this.#map.shiftAltGr)[key]);
    else if (isCtrl) this.#type(this.#controlOf(key, modifiers));
    else if ((modifiers & LEFT_ALT) === 0) this.#type(this.#levelOf(key, modifiers)[key] || TYPED[key]);
    else if (key >= KEYPAD_1 && key <= KEYPAD_0) this.#altCode.digit((key - KEYPAD_1 + 1) % 10);
  }

  /** A control character, as Ctrl and a letter make it (Ctrl and ] is the separator of GS1). */
  #controlOf(key: number, modifiers: number): number {
    const isShift = (modifiers & SHIFT) !== 0;
    const own = (isShift ? this.#map.shift : this.#map.plain)[key] ?? 0;
    const unit = own >= 0x40 && own <= 0x7e ? own : ((isShift ? US.shift : US.plain)[key] ?? 0);
    return unit >= 0x40 && unit <= 0x7e ? unit & 0x1f : 0;
  }

  #levelOf(key: number, modifiers: number): Level {
    const isShift = (modifiers & SHIFT) !== 0;
    const { plain, shift } = this.#map;
    if (!this.#capsLock) return isShift ? shift : plain;
    const letter = String.fromCharCode(plain[key] ?? 0);
    const isLetter = letter.toUpperCase() !== letter;
    return isShift === isLetter ? plain : shift;
  }

  #type(typed: number | undefined): void {
    if (typed !== undefined && typed !== 0) this.#typed.type(typed);
  }

  #finishAltCode(): void {
    const unit = this.#altCode.take();
    if (unit !== null && unit !== 0) this.#typed.typeCode(unit);
  }

  /** Quiet time: whatever was open ends, and a Caps Lock that was not undone is forgotten. */
  #rest(decoded: Decoded[]): void {
    this.#end(decoded);
    this.#capsLock = false;
    this.#patience.stop();
  }

  #end(decoded: Decoded[]): void {
    this.#finishAltCode();
    const { length } = this.#typed;
    if (length > LIMITS.frameBytes) {
      this.#typed.drop();
      decoded.push({ kind: "dropped", reason: "oversize", bytes: length });
      return;
    }
    const bytes = this.#typed.take();
    this.#read.endWith(bytes, 0, bytes.length, null, decoded);
  }
}

function lowKeys(report: Uint8Array): number {
  const at = FIRST_KEY;
  return (
    (report[at] ?? 0) | ((report[at + 1] ?? 0) << 8) | ((report[at + 2] ?? 0) << 16) | ((report[at + 3] ?? 0) << 24)
  );
}

function highKeys(report: Uint8Array): number {
  return (report[FIRST_KEY + 4] ?? 0) | ((report[FIRST_KEY + 5] ?? 0) << 8);
}

function keyAt(index: number, low: number, high: number): number {
  return (index < 4 ? low >>> (index * 8) : high >>> ((index - 4) * 8)) & 0xff;
}

/** How many places to look at: most reports tell one key, and the rest of them is zeros. */
function keysIn(low: number, high: number): number {
  return high === 0 && low >>> 8 === 0 ? 1 : KEYS;
}

function isAmong(key: number, low: number, high: number): boolean {
  for (let index = 0; index < keysIn(low, high); index += 1) {
    if (keyAt(index, low, high) === key) return true;
  }
  return false;
}

function hasError(low: number, high: number): boolean {
  for (let index = 0; index < keysIn(low, high); index += 1) {
    const key = keyAt(index, low, high);
    if (key > 0 && key <= LAST_ERROR) return true;
  }
  return false;
}
