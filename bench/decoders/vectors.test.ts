import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { tableOfDifferences, VECTORS } from "./vectors.js";

const README = readFileSync(new URL("../../packages/decoders/README.md", import.meta.url), "utf8");

describe("what scanners send", () => {
  test.each(VECTORS.map((vector) => [vector.mode, vector.what, vector] as const))(
    "%s: %s is read as it should be",
    async (_mode, _what, { expected, outcome }) => {
      expect((await outcome()).ours).toEqual(expected);
    },
  );

  test("the table in the README is what their packages read today (npm run bench -- vectors)", async () => {
    const rows = (text: string) =>
      text.split("\n").map((row) => row.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---"));
    const section = README.split("\n").filter((line) => line.startsWith("|"));
    const table = rows(await tableOfDifferences());
    expect(rows(section.join("\n"))).toEqual(expect.arrayContaining(table));
    expect(section.filter((row) => /^\| (HID POS|keyboard|serial) /.test(row))).toHaveLength(table.length - 2);
  });
});
