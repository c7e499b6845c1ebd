import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./planted-tree.js";
import { withPromises } from "./promises.mjs";

/** Every promise has tests by now. */
const NOT_BUILT_YET: readonly string[] = [];

it("docs/reliability.md says which tests prove which promise, and only what is not built has none", () => {
  const text = readFileSync(join(ROOT, "docs/reliability.md"), "utf8");
  expect(text).toBe(withPromises(text));
  const unproved = [...text.matchAll(/^- (P\d+): not built yet$/gm)].map(([, promise]) => promise);
  expect(unproved).toEqual(NOT_BUILT_YET);
});
