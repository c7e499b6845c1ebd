import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./planted-tree.js";
import { withPromises } from "./promises.mjs";

it("docs/reliability.md says which tests prove which promise, and every promise has one", () => {
  const text = readFileSync(join(ROOT, "docs/reliability.md"), "utf8");
  expect(text).toBe(withPromises(text));
  expect(text).not.toContain(": no test");
});
