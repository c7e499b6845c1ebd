import { AIM_TABLE } from "./aim-table.js";

const BRACKET = 0x5d;
const LENGTH = 3;
const HEXADECIMAL = /^[0-9A-Fa-f]$/;
/** Makers use the code character X with modifiers of their own. */
const ANY_LETTER = /^[0-9A-Za-z]$/;

/** The AIM identifier with which the bytes begin, such as `"]Q1"`, or null. A bracket that no known code follows is data. */
export function aimIdentifier(bytes: Uint8Array): string | null {
  if (bytes[0] !== BRACKET || bytes.length < LENGTH) return null;
  const identifier = String.fromCharCode(...bytes.subarray(0, LENGTH));
  return isIdentifier(identifier) ? identifier : null;
}

function isIdentifier([, code = "", modifier = ""]: string): boolean {
  return Object.hasOwn(AIM_TABLE, code) && (code === "X" ? ANY_LETTER : HEXADECIMAL).test(modifier);
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
  const [bracket, code = "", modifier = ""] = identifier;
  if (bracket !== "]" || identifier.length !== LENGTH || !isIdentifier(identifier)) return null;
  const kind = AIM_TABLE[code];
  if (kind === undefined) return null;
  const option = kind.modifiers[modifier];
  return { name: kind.name, option: option?.means ?? null, gs1: option?.gs1 ?? false, eci: option?.eci ?? false };
}
