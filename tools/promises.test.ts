import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./planted-tree.js";
import { withPromises } from "./promises.mjs";

/** Every promise has tests by now. */
const NOT_BUILT_YET: readonly string[] = [];

it("docs/reliability.md says which tests prove which promise, and only what is not built has none", () => {
  const text = readFileSync(join(ROOT, "docs/reliability.md"), "utf8");
  const rows = (table: string) => table.match(/^\| P\d+ .*\.test\.ts.*$|^\| P\d+ +\| not built yet *\|$/gm) ?? [];
  const words = (table: string) => rows(table).map((row) => row.replaceAll(/ +/g, " "));
  expect(words(text)).toHaveLength(14);
  expect(words(text)).toEqual(words(withPromises(text)));
  const unproved = words(text).filter((row) => row.includes("not built yet"));
  expect(unproved.map((row) => row.split(" ")[1])).toEqual(NOT_BUILT_YET);
});
