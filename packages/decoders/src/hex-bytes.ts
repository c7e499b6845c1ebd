/** Bytes told as hexadecimal digits, with or without spaces between them (`"16 07 0d"`); null where they are none. */
export function hexBytes(text: string): Uint8Array | null {
  const digits = text.replaceAll(" ", "");
  if (!/^([0-9a-f]{2})*$/i.test(digits)) return null;
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
