import { AIM_TABLE } from "./aim-table.js";

const BRACKET = 0x5d;
const HEXADECIMAL = "0123456789ABCDEFabcdef";
/** Makers use the code character X with modifiers of their own. */
const ANY_LETTER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const SYMBOLOGIES = new Map<string, Symbology>();
/** The identifiers by their last two characters, as one number: each read asks, so this must be quick. */
const IDENTIFIERS = new Map<number, string>();
for (const [code, { name, modifiers }] of Object.entries(AIM_TABLE)) {
  for (const modifier of (code === "X" ? ANY_LETTER : HEXADECIMAL).split("")) {
    const { means = null, gs1 = false, eci = false } = modifiers[modifier] ?? {};
    SYMBOLOGIES.set(`]${code}${modifier}`, { name, option: means, gs1, eci });
    IDENTIFIERS.set((code.charCodeAt(0) << 8) | modifier.charCodeAt(0), `]${code}${modifier}`);
  }
}

/**
 * The AIM identifier with which the bytes begin (from `at` on), such as `"]Q1"`, or null. A bracket that no known code follows is
 * data.
 */
export function aimIdentifier(bytes: Uint8Array, at = 0): string | null {
  return bytes[at] === BRACKET ? aimIdentifierOf(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0) : null;
}

/** The AIM identifier of a code character and a modifier, or null. */
export function aimIdentifierOf(code: number, modifier: number): string | null {
  return IDENTIFIERS.get((code << 8) | modifier) ?? null;
}

/** What an AIM identifier says of the code that was read. */
export interface Symbology {
  /** The kind of code, such as `"Code 128"`. */
  readonly name: string;
  /** What the modifier says, in words; null where the standard knows it not. */
  readonly option: string | null;
  /** Whether the data are GS1 element strings. */
  readonly gs1: boolean;
  /** Whether the data may hold ECI sequences (`\nnnnnn`), with every backslash of their own doubled. */
  readonly eci: boolean;
}

/** What an AIM identifier such as `"]C1"` says, by ISO/IEC 15424; null where it is none. */
export function symbologyOf(identifier: string): Symbology | null {
  return SYMBOLOGIES.get(identifier) ?? null;
}
