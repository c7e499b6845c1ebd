import { expect, it } from "vitest";
import { withCopy } from "./copies.mjs";

const DOCUMENT = "# Page\n\n<!-- list -->\n\nold $1\n\n<!-- /list -->\n\n<!-- other -->\n\nkept\n\n<!-- /other -->\n";

it("a copy is renewed in its place, whatever stands in it, and nothing else is", () => {
  expect(withCopy(DOCUMENT, "list", "new $&")).toBe(DOCUMENT.replace("old $1", () => "new $&"));
});

it.each(["<!-- list -->", "<!-- /list -->"])("a document without %s is no place for a copy", (mark) => {
  expect(() => withCopy(DOCUMENT.replace(mark, ""), "list", "new")).toThrow(`the document has no "${mark}"`);
});
