import { readFileSync } from "node:fs";
import { FAMILIES, MODES, VENDORS } from "@usher/decoders";
import { describe, expect, it } from "vitest";
import { FILE, withModels } from "./models.mjs";

const document = readFileSync(FILE, "utf8");

const known = { modes: MODES, families: FAMILIES, vendors: VENDORS };

describe("docs/scanners.md", () => {
  it("shows the scanners that are known (npm run models -- --write renews it)", () => {
    expect(withModels(document, known)).toBe(document);
  });

  it("has a row for every maker of scanners, and every id", () => {
    for (const { toSet } of VENDORS) if (toSet !== undefined) expect(document).toContain(toSet);
    for (const { vendorId } of MODES) expect(document).toContain(`${vendorId.toString(16).padStart(4, "0")}:`);
  });

  it("would notice a scanner more", () => {
    const more = { vendorId: 0x05e0, productId: 0x7777, mode: "serial", source: "a test" } as const;
    const text = withModels(document, { ...known, modes: [...MODES, more] });
    expect(text).not.toBe(document);
    expect(text).toContain("`05e0:7777`");
  });
});
