import type { Decoded, Decoder } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { OpenRead, type Around } from "../open-read.js";
import { Patience } from "../patience.js";
import { AltCode } from "./alt-code.js";
import { DIGIT, ENDS_READ, ENTER, KeyMeanings, KEYPAD_ENTER, LEFT_ALT, TAB, TURNS_CAPS_LOCK } from "./key-meanings.js";
import type { KeyboardLayout } from "./keyboard-layout.js";
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
/** ErrorRollOver, POSTFail and ErrorUndefined: too many keys at once, and none of them told. */
const LAST_ERROR = 0x03;
const NOTHING: readonly Decoded[] = [];
const ENDS: Readonly<Record<KeyboardEnd, readonly number[]>> = {
  any: [ENTER, KEYPAD_ENTER, TAB],
  enter: [ENTER, KEYPAD_ENTER],
  tab: [TAB],
  quiet: [],
};

/**
 * Scanners in keyboard mode: 8-byte boot reports in ({@link keyboardReports} makes them of others), frames out. A key is typed when
 * it is new against the report before, so zeros between keys may be missing, and several keys may come at once.
 */
export class KeyboardDecoder implements Decoder {
  readonly #meanings: KeyMeanings;
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
    this.#meanings = new KeyMeanings(settings.layout, ENDS[settings.end ?? "any"]);
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
    // Six keys as two numbers: most reports tell the first of them, or none, and that is then quickly seen.
    const low = lowKeys(report);
    const high = highKeys(report);
    const isAlone = ((low >>> 8) | high) === 0;
    if (isAlone ? isError(low) : hasError(low, high)) return;
    if (this.#altCode.isOpen && (modifiers & LEFT_ALT) === 0) this.#finishAltCode();
    if (!isAlone) this.#pressNew(low, high, modifiers, decoded);
    else if (low !== 0 && !isAmong(low, this.#low, this.#high)) this.#press(low, modifiers, decoded);
    this.#low = low;
    this.#high = high;
    if (this.#capsLock || this.#altCode.isOpen || !this.#typed.isEmpty) this.#patience.start(nowMs);
    else this.#patience.stop();
  }

  /** Presses the keys that were not down in the report before. */
  #pressNew(low: number, high: number, modifiers: number, decoded: Decoded[]): void {
    for (let index = 0; index < KEYS; index += 1) {
      const key = keyAt(index, low, high);
      if (key !== 0 && !isAmong(key, this.#low, this.#high)) this.#press(key, modifiers, decoded);
    }
  }

  #press(key: number, modifiers: number, decoded: Decoded[]): void {
    const meaning = this.#meanings.of(key, modifiers, this.#capsLock);
    if (meaning === 0) return;
    if (meaning < ENDS_READ) this.#typed.type(meaning);
    else if (meaning === ENDS_READ) this.#end(decoded);
    else if (meaning === TURNS_CAPS_LOCK) this.#capsLock = !this.#capsLock;
    else this.#altCode.digit(meaning & ~DIGIT);
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

function isAmong(key: number, low: number, high: number): boolean {
  if ((low | high) === 0) return false;
  for (let index = 0; index < KEYS; index += 1) {
    if (keyAt(index, low, high) === key) return true;
  }
  return false;
}

function hasError(low: number, high: number): boolean {
  for (let index = 0; index < KEYS; index += 1) {
    if (isError(keyAt(index, low, high))) return true;
  }
  return false;
}

function isError(key: number): boolean {
  return key > 0 && key <= LAST_ERROR;
}
