import { applicationIdentifierAt } from "./application-identifiers.js";

/** One element string: `ai` is the application identifier (`"01"`), `title` its data title (`"GTIN"`). */
export interface Gs1Element {
  readonly ai: string;
  readonly title: string;
  readonly value: string;
}

/** Why the text could not be read further: an identifier that GS1 does not know, or a value that its identifier does not allow. */
export interface Gs1Error {
  readonly code: "unknownIdentifier" | "wrongValue";
  /** Where in the text, in characters. */
  readonly at: number;
}

/** The element strings up to the first that is wrong; `error` is null where all are good. */
export interface Gs1Elements {
  readonly elements: readonly Gs1Element[];
  readonly error: Gs1Error | null;
}

/** FNC1 between two elements, as scanners send it: the control character Group Separator. */
const SEPARATOR = "\u001d";

/**
 * Reads GS1 element strings, as codes carry them whose {@link symbologyOf} says `gs1` (`"]C1"`, `"]d2"`, `"]Q3"`, `"]e0"`): no
 * brackets around the identifiers, separators only where the length does not tell. Errors are values; nothing is thrown.
 */
export function gs1ElementsOf(text: string): Gs1Elements {
  const elements: Gs1Element[] = [];
  let at = 0;
  while (at < text.length) {
    if (text[at] === SEPARATOR) {
      at += 1;
      continue;
    }
    const identifier = applicationIdentifierAt(text, at);
    if (identifier === null) return { elements, error: { code: "unknownIdentifier", at } };
    const { ai, title, pattern, fixedLength } = identifier;
    const from = at + ai.length;
    const separator = text.indexOf(SEPARATOR, from);
    const last = separator === -1 ? text.length : separator;
    const end = fixedLength === null ? last : Math.min(from + fixedLength, last);
    const value = text.slice(from, end);
    if (!pattern.test(value)) return { elements, error: { code: "wrongValue", at: from } };
    elements.push({ ai, title, value });
    at = end;
  }
  return { elements, error: null };
}
