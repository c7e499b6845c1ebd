import { IDENTIFIER_TABLE } from "./identifier-table.js";

/** An application identifier: its data title, and what its values look like. */
export interface ApplicationIdentifier {
  readonly ai: string;
  readonly title: string;
  readonly pattern: RegExp;
  /** The length of the value where that ends it; null where a separator or the end of the text does. */
  readonly fixedLength: number | null;
}

/**
 * Lengths, identifier included, by the first two digits, of the element strings that no separator needs to end (GS1 General
 * Specifications, "Element strings with predefined length"). This list never grows: old readers go by it.
 */
const PREDEFINED: Readonly<Record<string, number>> = {
  "00": 20,
  "01": 16,
  "02": 16,
  "03": 16,
  "04": 18,
  "11": 8,
  "12": 8,
  "13": 8,
  "14": 8,
  "15": 8,
  "16": 8,
  "17": 8,
  "18": 8,
  "19": 8,
  "20": 4,
  "31": 10,
  "32": 10,
  "33": 10,
  "34": 10,
  "35": 10,
  "36": 10,
  "41": 16,
};

const CHARACTERS: Readonly<Record<string, string>> = {
  N: "\\d",
  X: "[!\"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]",
  Y: "[#\\-/0-9A-Z]",
  Z: "[\\-0-9A-Z_a-z=]",
};

const IDENTIFIERS = new Map<string, ApplicationIdentifier>();
/** How long an identifier is, by its first two digits: these tell it (GS1 General Specifications, section 3.2). */
const LENGTHS = new Map<string, number>();
for (const [, named = "", format = "", title = ""] of IDENTIFIER_TABLE.matchAll(/^(\S+) (\S+) ?(.*)$/gm)) {
  const pattern = patternOf(format);
  for (const digit of named.endsWith("#") ? "0123456789".split("") : [""]) {
    const ai = named.replace("#", digit);
    const length = PREDEFINED[ai.slice(0, 2)];
    const fixedLength = length === undefined ? null : length - ai.length;
    LENGTHS.set(ai.slice(0, 2), ai.length);
    // A line of its own comes before one with "#".
    if (!IDENTIFIERS.has(ai)) IDENTIFIERS.set(ai, { ai, title, pattern, fixedLength });
  }
}

function patternOf(format: string): RegExp {
  const parts = format.split(",").map((part) => {
    const [, set = "", low = "", high] = /^([NXYZ])(\d*)(?:\.\.(\d+))?$/.exec(part) ?? [];
    return `${CHARACTERS[set]}{${high === undefined ? low : `${low || "1"},${high}`}}`;
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** The identifier that stands in the text at this place, or null where it is none that GS1 knows. */
export function applicationIdentifierAt(text: string, at: number): ApplicationIdentifier | null {
  const length = LENGTHS.get(text.slice(at, at + 2));
  return length === undefined ? null : (IDENTIFIERS.get(text.slice(at, at + length)) ?? null);
}
