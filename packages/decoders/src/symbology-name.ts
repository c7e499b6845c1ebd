// ISO/IEC 15424, annex: the code characters, and the modifiers that make a GS1 code or another symbol of it.
const NAMES: Readonly<Record<string, string>> = {
  A: "Code 39",
  C: "Code 128",
  d: "Data Matrix",
  E: "UPC/EAN",
  e: "GS1 DataBar",
  F: "Codabar",
  G: "Code 93",
  H: "Code 11",
  I: "Interleaved 2 of 5",
  L: "PDF417",
  M: "MSI",
  Q: "QR Code",
  S: "2 of 5",
  U: "MaxiCode",
  z: "Aztec",
  h: "Han Xin",
  X: "other",
};
const SPECIAL: Readonly<Record<string, string>> = {
  "]C1": "GS1-128",
  "]d2": "GS1 Data Matrix",
  "]Q3": "GS1 QR Code",
  "]E4": "EAN-8",
};

/** What people call a symbology, by its AIM identifier: `"]Q1"` is a QR Code. An identifier that nobody here knows stays as it is. */
export function symbologyName(identifier: string): string {
  return SPECIAL[identifier] ?? NAMES[identifier.charAt(1)] ?? identifier;
}
