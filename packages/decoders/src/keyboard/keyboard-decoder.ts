import type { Decoded, Decoder } from "../decoder.js";
import { LIMITS } from "../limits.js";
import { OpenRead } from "../open-read.js";
import { Patience } from "../patience.js";
import { KeyMap, type Typed } from "./key-map.js";
import type { KeyboardLayout } from "./keyboard-layout.js";

/** The key that ends a read: Enter (also that of the keypad), Tab, either of them, or none, where quiet time alone must tell. */
export type KeyboardEnd = "any" | "enter" | "tab" | "quiet";

/** How a scanner in keyboard mode is set. */
export interface KeyboardSettings {
  /** The layout of the scanner, not of the computer; one of {@link KEYBOARD_LAYOUTS}. */
  readonly layout: KeyboardLayout;
  /** Default `"any"`. */
  readonly end?: KeyboardEnd;
  /** How long without a key a read ends too; default {@link LIMITS.keyboardQuietMs}. */
  readonly quietMs?: number;
  readonly prefix?: string;
  readonly suffix?: string;
}

const CTRL = 0x01 | 0x10;
const SHIFT = 0x02 | 0x20;
const LEFT_ALT = 0x04;
const ALT_GR = 0x40;
const FIRST_KEY = 2;
const REPORT_BYTES = 8;
/** ErrorRollOver, POSTFail and ErrorUndefined: too many keys at once, and none of them told. */
const LAST_ERROR = 0x03;
const ENTER = 0x28;
const TAB = 0x2b;
const KEYPAD_ENTER = 0x58;
const ENDS: Readonly<Record<KeyboardEnd, readonly number[]>> = {
  any: [ENTER, KEYPAD_ENTER, TAB],
  enter: [ENTER, KEYPAD_ENTER],
  tab: [TAB],
  quiet: [],
};

/** Scanners in keyboard mode: 8-byte boot reports (HID 1.11, appendix B) in, frames out. */
export class KeyboardDecoder implements Decoder {
  readonly #keys: KeyMap;
  readonly #ends: readonly number[];
  readonly #read: OpenRead;
  readonly #patience: Patience;
  #pressed: Uint8Array = new Uint8Array();

  constructor(settings: KeyboardSettings) {
    this.#keys = new KeyMap(settings.layout);
    this.#ends = ENDS[settings.end ?? "any"];
    this.#read = new OpenRead(settings);
    this.#patience = new Patience(settings.quietMs ?? LIMITS.keyboardQuietMs);
  }

  get waitUntilMs(): number | null {
    return this.#patience.untilMs;
  }

  push(report: Uint8Array, nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [...this.settle(nowMs)];
    const keys = report.slice(FIRST_KEY, REPORT_BYTES);
    if (keys.some((key) => key > 0 && key <= LAST_ERROR)) return decoded;
    const before = this.#pressed;
    this.#pressed = keys;
    for (const key of keys) {
      if (key === 0 || before.includes(key)) continue;
      if (this.#ends.includes(key)) this.#end(decoded);
      else this.#type(key, report[0] ?? 0, nowMs);
    }
    return decoded;
  }

  settle(nowMs: number): readonly Decoded[] {
    const decoded: Decoded[] = [];
    if (this.#patience.isOver(nowMs)) this.#end(decoded);
    return decoded;
  }

  #type(key: number, modifiers: number, nowMs: number): void {
    const typed = this.#level(modifiers).get(key);
    if (typed === undefined) return;
    const control = (modifiers & CTRL) !== 0 && (modifiers & LEFT_ALT) === 0;
    this.#read.append(
      new TextEncoder().encode(control ? String.fromCharCode(typed.character.charCodeAt(0) & 0x1f) : typed.character),
    );
    this.#patience.start(nowMs);
  }

  #level(modifiers: number): ReadonlyMap<number, Typed> {
    const shift = (modifiers & SHIFT) !== 0;
    // Ctrl with the left Alt is AltGr on Windows, and so to scanners.
    const altGr = (modifiers & ALT_GR) !== 0 || ((modifiers & LEFT_ALT) !== 0 && (modifiers & CTRL) !== 0);
    if (altGr) return shift ? this.#keys.shiftAltGr : this.#keys.altGr;
    return shift ? this.#keys.shift : this.#keys.plain;
  }

  #end(decoded: Decoded[]): void {
    this.#read.end(decoded);
    this.#patience.stop();
  }
}
