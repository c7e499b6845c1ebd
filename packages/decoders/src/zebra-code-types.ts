/**
 * The AIM identifiers of the code types that Zebra's protocols SSI and SNAPI tell. They know the kind of code, not what the reader
 * did with it: where the scanner sends the identifier itself, that one is more exact. Types without an identifier are left out,
 * among them the composites, whose parts have one each.
 */
const IDENTIFIERS: Readonly<Record<string, readonly number[]>> = {
  // Code 39, Code 32.
  "]A0": [0x01, 0x20],
  // Code 39 Full ASCII.
  "]A4": [0x13],
  // Code 128, ISBT 128.
  "]C0": [0x03, 0x19],
  "]C1": [0x0f],
  // ISBT 128 concatenated.
  "]C4": [0x21],
  // UPC-A, UPC-E, EAN-13, UPC-E1, UPC-D.
  "]E0": [0x08, 0x09, 0x0b, 0x10, 0x14],
  // The same with an add-on of two or five digits.
  "]E3": [0x48, 0x49, 0x4a, 0x4b, 0x50, 0x88, 0x89, 0x8a, 0x8b, 0x90],
  "]E4": [0x0a],
  // Codabar, NW-7.
  "]F0": [0x02, 0x18],
  "]G0": [0x07],
  "]H0": [0x0c],
  "]I0": [0x06],
  "]J0": [0xc4],
  "]K0": [0x12],
  // PDF417, MicroPDF417 and their macros.
  "]L0": [0x11, 0x1a, 0x28, 0x9a],
  "]M0": [0x0e],
  // QR, Micro QR.
  "]Q1": [0x1c, 0x2c],
  "]Q3": [0xc2],
  // Discrete 2 of 5, IATA 2 of 5.
  "]S0": [0x04, 0x05],
  "]T0": [0x0d],
  "]U0": [0x25],
  // Trioptic, Bookland, the postal codes, Matrix, Chinese and Korean 2 and 3 of 5.
  "]X0": [0x15, 0x16, 0x1e, 0x1f, 0x22, 0x23, 0x24, 0x26, 0x27, 0x71, 0x72, 0x73],
  "]d1": [0x1b],
  "]d2": [0xc1],
  // GS1 DataBar, its limited and its expanded form.
  "]e0": [0x30, 0x31, 0x32],
  "]g0": [0xc8],
  "]h0": [0xb7],
  "]z0": [0x2d],
};

const BY_TYPE = new Map(
  Object.entries(IDENTIFIERS).flatMap(([identifier, types]) => types.map((type) => [type, identifier] as const)),
);

/** The AIM identifier of a code type, or null where it has none. */
export function identifierOfCodeType(codeType: number): string | null {
  return BY_TYPE.get(codeType) ?? null;
}
