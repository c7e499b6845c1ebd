import { describe, expect, test } from "vitest";
import { applicationIdentifierAt } from "./application-identifiers.js";
import { gs1ElementsOf } from "./gs1-elements.js";
import { IDENTIFIER_TABLE } from "./identifier-table.js";

const ROWS = [...IDENTIFIER_TABLE.matchAll(/^(\S+) (\S+) ?(.*)$/gm)].map(([, ai = "", format = "", title = ""]) => ({
  ai: ai.replace("#", "1"),
  format,
  title,
}));
const SAMPLE: Readonly<Record<string, string>> = { N: "7", X: "a", Y: "A", Z: "_" };

/** The shortest and the longest value of a format. */
function valuesOf(format: string): readonly [string, string] {
  const parts = format.split(",").map((part) => {
    const [, set = "", low = "", high = low] = /^([NXYZ])(\d*)(?:\.\.(\d+))?$/.exec(part) ?? [];
    const character = SAMPLE[set] ?? "";
    return [character.repeat(Number(low === "" ? 1 : low)), character.repeat(Number(high))] as const;
  });
  return [parts.map(([least]) => least).join(""), parts.map(([, most]) => most).join("")];
}

describe.each(ROWS)("($ai) $title", ({ ai, format, title }) => {
  test("takes its shortest and its longest value, and nothing longer or of other characters", () => {
    for (const value of valuesOf(format)) {
      expect(gs1ElementsOf(ai + value)).toEqual({ elements: [{ ai, title, value }], error: null });
    }
    const [least, most] = valuesOf(format);
    expect(gs1ElementsOf(`${ai}${most}7`).error).not.toBe(null);
    expect(gs1ElementsOf(`${ai}${least.slice(0, -1)}\u00e9`).error).toMatchObject({ code: "wrongValue" });
    expect(gs1ElementsOf(ai).error).toMatchObject({ code: "wrongValue" });
  });
});

test("the first two digits tell how long an identifier is", () => {
  const lengths = new Map<string, number>();
  for (const { ai } of ROWS) {
    const known = lengths.get(ai.slice(0, 2)) ?? ai.length;
    expect(ai).toHaveLength(known);
    lengths.set(ai.slice(0, 2), known);
  }
});

test("what GS1 does not know is none", () => {
  for (const text of ["", "0", "04", "05", "3", "312", "999", "9#", "ABCD", "01"]) {
    expect(applicationIdentifierAt(text, 0)?.ai ?? null, text).toBe(
      text.startsWith("01") ? "01" : text === "999" ? "99" : null,
    );
  }
});
