import { IDENTIFIER_TABLE } from "./identifier-table.js";

/** An application identifier: its data title, and what its values look like. */
export interface ApplicationIdentifier {
  readonly title: string;
  readonly pattern: RegExp;
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
for (const [, identifier = "", format = "", title = ""] of IDENTIFIER_TABLE.matchAll(/^(\S+) (\S+) ?(.*)$/gm)) {
  const pattern = format.replaceAll(
    /([NXYZ])(\d*)(\.\.)?(\d*),?/g,
    (_, set: string, low: string, dots = "", high = "") => {
      const least = low === "" ? "1" : low;
      return `${CHARACTERS[set]}{${dots === "" ? low : `${least},${high}`}}`;
    },
  );
  IDENTIFIERS.set(identifier, { title, pattern: new RegExp(`^${pattern}$`) });
}

/** The identifier at the beginning of the text, or null where it is none that GS1 knows. */
export function applicationIdentifierAt(text: string): (ApplicationIdentifier & { readonly ai: string }) | null {
  for (const length of [2, 3, 4]) {
    const ai = text.slice(0, length);
    if (!/^\d+$/.test(ai)) return null;
    const found = IDENTIFIERS.get(ai) ?? IDENTIFIERS.get(ai.replace(/\d$/, "#"));
    if (found !== undefined) return { ai, ...found };
  }
  return null;
}

/** The length, identifier included, of an element string that ends by its length; null where only a separator or the end ends it. */
export function predefinedLength(ai: string): number | null {
  return PREDEFINED[ai.slice(0, 2)] ?? null;
}
