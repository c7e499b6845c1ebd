import fc from "fast-check";
import { expect, it } from "vitest";
import { scanIdOf, seqOf } from "./scan-id.js";

const seq = fc.integer({ min: 1, max: 999_999_999_999 });

it("ids sort as text as their numbers do, and lead back to them", () => {
  const property = fc.property(seq, seq, (a, b) => {
    expect(scanIdOf(a) < scanIdOf(b)).toBe(a < b);
    expect(seqOf(scanIdOf(a))).toBe(a);
  });
  fc.assert(property);
});

it("what is no id of ours leads nowhere", () => {
  for (const text of [
    "",
    "1",
    "0000000000001",
    "00000000000x",
    "0x0000000001",
    " 00000000001",
    "Infinity",
    "-00000000001",
  ])
    expect(seqOf(text)).toBeNull();
});
