/** What a modifier says that matters to a reader of the data. */
export interface AimModifier {
  readonly means: string;
  /** The data are GS1 element strings: FNC1 stood in first place, or the code knows nothing else. */
  readonly gs1?: true;
  /** The data may hold `\nnnnnn` sequences that change the character set (Extended Channel Interpretation). */
  readonly eci?: true;
}

export interface AimCode {
  readonly name: string;
  readonly modifiers: Readonly<Record<string, AimModifier>>;
}

const NO_OPTIONS: Readonly<Record<string, AimModifier>> = { "0": { means: "no options" } };
const PLAIN: AimModifier = { means: "no special features" };
const FIRST: AimModifier = { means: "FNC1 in first place", gs1: true };
const SECOND: AimModifier = { means: "FNC1 in second place" };
const ECI: AimModifier = { means: "ECI protocol", eci: true };
const FIRST_ECI: AimModifier = { means: "FNC1 in first place, ECI protocol", gs1: true, eci: true };
const SECOND_ECI: AimModifier = { means: "FNC1 in second place, ECI protocol", eci: true };
const CHECKED: AimModifier = { means: "check character verified and sent" };
const STRIPPED: AimModifier = { means: "check character verified and taken off" };
const appended = ({ means, ...rest }: AimModifier): AimModifier => ({ means: `structured append, ${means}`, ...rest });

/** Code characters and modifiers of the symbology identifiers (ISO/IEC 15424, the AIM guidelines for what came later). */
export const AIM_TABLE: Readonly<Record<string, AimCode>> = {
  A: {
    name: "Code 39",
    modifiers: {
      "0": { means: "neither check character nor Full ASCII" },
      "1": CHECKED,
      "3": STRIPPED,
      "4": { means: "Full ASCII" },
      "5": { means: "Full ASCII, check character verified and sent" },
      "7": { means: "Full ASCII, check character verified and taken off" },
    },
  },
  B: {
    name: "Telepen",
    modifiers: {
      "0": { means: "Full ASCII" },
      "1": { means: "double density numeric" },
      "2": { means: "double density numeric, then Full ASCII" },
      "4": { means: "Full ASCII, then double density numeric" },
    },
  },
  C: {
    name: "Code 128",
    modifiers: { "0": PLAIN, "1": FIRST, "2": SECOND, "4": { means: "joined as ISBT 128 says" } },
  },
  D: { name: "Code One", modifiers: { "0": PLAIN, "1": FIRST, "2": SECOND } },
  E: {
    name: "EAN/UPC",
    modifiers: {
      "0": { means: "13 digits: EAN-13, UPC-A or UPC-E" },
      "1": { means: "an add-on of two digits alone" },
      "2": { means: "an add-on of five digits alone" },
      "3": { means: "13 digits and an add-on" },
      "4": { means: "EAN-8" },
    },
  },
  F: {
    name: "Codabar",
    modifiers: { "0": PLAIN, "1": { means: "joined as ABC Codabar says" }, "2": CHECKED, "4": STRIPPED },
  },
  G: { name: "Code 93", modifiers: NO_OPTIONS },
  H: {
    name: "Code 11",
    modifiers: {
      "0": { means: "one check character verified and sent" },
      "1": { means: "two check characters verified and sent" },
      "3": { means: "check characters verified and taken off" },
    },
  },
  I: { name: "Interleaved 2 of 5", modifiers: { "0": { means: "no check character" }, "1": CHECKED, "3": STRIPPED } },
  J: { name: "DotCode", modifiers: { "0": PLAIN, "1": FIRST, "2": SECOND, "3": ECI, "4": FIRST_ECI, "5": SECOND_ECI } },
  K: { name: "Code 16K", modifiers: { "0": PLAIN, "1": FIRST, "2": SECOND, "4": { means: "padded" } } },
  L: {
    name: "PDF417",
    modifiers: {
      "0": { means: "the protocol of 1994" },
      "1": ECI,
      "2": { means: "no ECI protocol" },
      "3": { means: "MicroPDF417 as Code 128, FNC1 in first place", gs1: true },
      "4": { means: "MicroPDF417 as Code 128, FNC1 in second place" },
      "5": { means: "MicroPDF417 as Code 128" },
    },
  },
  M: { name: "MSI", modifiers: { "0": CHECKED, "1": STRIPPED } },
  N: { name: "Anker", modifiers: NO_OPTIONS },
  O: {
    name: "Codablock",
    modifiers: {
      "0": { means: "Codablock 256" },
      "1": { means: "Codablock 256, FNC1 in first place", gs1: true },
      "4": { means: "Codablock F" },
      "5": { means: "Codablock F, FNC1 in first place", gs1: true },
      "6": { means: "Codablock A" },
    },
  },
  P: { name: "Plessey", modifiers: NO_OPTIONS },
  Q: {
    name: "QR Code",
    modifiers: {
      "0": { means: "model 1" },
      "1": { means: "model 2 or Micro QR" },
      "2": ECI,
      "3": FIRST,
      "4": FIRST_ECI,
      "5": SECOND,
      "6": SECOND_ECI,
    },
  },
  R: {
    name: "Straight 2 of 5, two bars at its start",
    modifiers: { "0": { means: "no check character" }, "1": CHECKED, "3": STRIPPED },
  },
  S: { name: "Straight 2 of 5, three bars at its start", modifiers: NO_OPTIONS },
  T: { name: "Code 49", modifiers: { "0": PLAIN, "1": FIRST, "2": SECOND, "4": { means: "FNC2 in first place" } } },
  U: {
    name: "MaxiCode",
    modifiers: {
      "0": { means: "mode 4 or 5" },
      "1": { means: "mode 2 or 3" },
      "2": { means: "mode 4 or 5, ECI protocol", eci: true },
      "3": { means: "mode 2 or 3, ECI protocol in the second message", eci: true },
    },
  },
  V: { name: "Veritec", modifiers: NO_OPTIONS },
  X: { name: "another barcode", modifiers: NO_OPTIONS },
  Y: { name: "an expansion of the system", modifiers: NO_OPTIONS },
  Z: {
    name: "no barcode",
    modifiers: { "0": { means: "a keyboard" }, "1": { means: "a magnetic stripe" }, "2": { means: "a radio tag" } },
  },
  c: { name: "Channel Code", modifiers: NO_OPTIONS },
  d: {
    name: "Data Matrix",
    modifiers: {
      "0": { means: "ECC 000 to 140" },
      "1": { means: "ECC 200" },
      "2": FIRST,
      "3": SECOND,
      "4": ECI,
      "5": FIRST_ECI,
      "6": SECOND_ECI,
    },
  },
  e: {
    name: "GS1 DataBar",
    modifiers: {
      "0": { means: "element strings", gs1: true },
      "1": { means: "what follows a symbol separator", gs1: true },
      "2": { means: "what follows an escape mechanism, no ECI protocol" },
      "3": { means: "what follows an escape mechanism, ECI protocol", eci: true },
    },
  },
  g: { name: "Grid Matrix", modifiers: NO_OPTIONS },
  h: { name: "Han Xin Code", modifiers: { "0": PLAIN, "1": ECI } },
  o: {
    name: "OCR",
    modifiers: {
      "0": { means: "a font not named" },
      "1": { means: "OCR-A" },
      "2": { means: "OCR-B" },
      "3": { means: "MICR" },
    },
  },
  p: { name: "PosiCode", modifiers: { "0": PLAIN, "1": FIRST, "2": SECOND } },
  s: { name: "SuperCode", modifiers: NO_OPTIONS },
  z: {
    name: "Aztec Code",
    modifiers: {
      "0": PLAIN,
      "1": FIRST,
      "2": SECOND,
      "3": ECI,
      "4": FIRST_ECI,
      "5": SECOND_ECI,
      "6": appended(PLAIN),
      "7": appended(FIRST),
      "8": appended(SECOND),
      "9": appended(ECI),
      A: appended(FIRST_ECI),
      B: appended(SECOND_ECI),
      C: { means: "Aztec rune" },
    },
  },
};
