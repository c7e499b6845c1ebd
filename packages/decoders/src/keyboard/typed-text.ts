import { LIMITS } from "../limits.js";
import { windows1252Byte } from "./alt-code.js";
import { DEAD } from "./key-map.js";

const COMBINING: Readonly<Record<string, string>> = {
  "^": "\u0302",
  "`": "\u0300",
  "´": "\u0301",
  "~": "\u0303",
  "¨": "\u0308",
  ˇ: "\u030c",
  "˘": "\u0306",
  "°": "\u030a",
  "˛": "\u0328",
  "˙": "\u0307",
  "˝": "\u030b",
  "¸": "\u0327",
};
const SPACE = 0x20;

/** What was typed so far, as UTF-16 code units. Those beyond the limit are counted and not kept. */
export class TypedText {
  readonly #units = new Uint16Array(LIMITS.frameBytes);
  /** The same as bytes, where it is ASCII. One block for all reads: making an array for each costs more than its keys did. */
  readonly #ascii = new Uint8Array(LIMITS.frameBytes);
  #length = 0;
  #dead = 0;
  #isAscii = true;
  /** Whether a character came by its number, which is how scanners type the bytes of a code. */
  #isCoded = false;

  get length(): number {
    return this.#length;
  }

  get isEmpty(): boolean {
    return this.#length === 0 && this.#dead === 0;
  }

  /** Types what a key map says: a character, or a dead one, which waits for the next. */
  type(typed: number): void {
    if (this.#dead !== 0) this.#compose(this.#dead, typed & 0xffff, (typed & DEAD) !== 0);
    else if ((typed & DEAD) !== 0) this.#dead = typed & 0xffff;
    else this.#add(typed);
  }

  /** Types a character by its number. */
  typeCode(unit: number): void {
    this.type(unit);
    this.#isCoded = true;
  }

  /** The bytes that the text stands for, to be used before anything more is taken; the text is empty again. */
  take(): Uint8Array {
    if (this.#dead !== 0) this.#compose(this.#dead, SPACE, false);
    const bytes = this.#isAscii
      ? this.#ascii.subarray(0, this.#length)
      : bytesOf(this.#units.subarray(0, this.#length), this.#isCoded);
    this.drop();
    return bytes;
  }

  /** Gives the text up. */
  drop(): void {
    this.#length = 0;
    this.#dead = 0;
    this.#isAscii = true;
    this.#isCoded = false;
  }

  /** As Windows does: with a space the accent stands alone, with a letter it is one character, else both are typed. */
  #compose(dead: number, unit: number, isDead: boolean): void {
    this.#dead = 0;
    if (unit === SPACE) {
      this.#add(dead);
      return;
    }
    const composed = (String.fromCharCode(unit) + (COMBINING[String.fromCharCode(dead)] ?? "")).normalize("NFC");
    if (composed.length === 1 && !isDead) {
      this.#add(composed.charCodeAt(0));
      return;
    }
    this.#add(dead);
    this.#add(unit);
  }

  #add(unit: number): void {
    // Beyond the end of an array nothing is kept.
    this.#units[this.#length] = unit;
    this.#ascii[this.#length] = unit;
    this.#length += 1;
    if (unit > 0x7f) this.#isAscii = false;
  }
}

/**
 * Some scanners type each byte of a code as the character of that number, by Windows-1252: where characters came by number and
 * these bytes are UTF-8, they are what the code holds. Else the characters themselves are meant.
 */
function bytesOf(units: Uint16Array, isCoded: boolean): Uint8Array {
  const bytes = isCoded ? Array.from(units, windows1252Byte) : [null];
  if (bytes.every((byte) => byte !== null)) {
    const typed = Uint8Array.from(bytes);
    if (isUtf8(typed)) return typed;
  }
  return new TextEncoder().encode(String.fromCharCode(...units));
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
