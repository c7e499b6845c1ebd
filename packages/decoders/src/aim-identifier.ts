// Code characters that barcode scanners in the field send (ISO/IEC 15424): Code 39, Code 128, Data Matrix, UPC/EAN, GS1 DataBar,
// Codabar, Code 93, Code 11, Interleaved 2 of 5, PDF417, MSI, QR, 2 of 5, MaxiCode, Aztec, Han Xin, other.
const CODE_CHARACTERS = "ACdEeFGHILMQSUzhX";
const MODIFIERS = "0123456789ABCDEFabcdef";
const LENGTH = 3;

/** The AIM identifier with which the bytes begin, such as `"]Q1"`, or null. A bracket that no known code follows is data. */
export function aimIdentifier(bytes: Uint8Array): string | null {
  const identifier = String.fromCharCode(...bytes.subarray(0, LENGTH));
  const [bracket, code, modifier] = identifier;
  if (bracket !== "]" || code === undefined || modifier === undefined) return null;
  return CODE_CHARACTERS.includes(code) && MODIFIERS.includes(modifier) ? identifier : null;
}
