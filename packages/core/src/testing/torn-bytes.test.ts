import fc from "fast-check";
import { expect, it } from "vitest";
import { tornBytes } from "./torn-bytes.js";
import { SeededRandom } from "./virtual-time.js";

const file = fc.uint8Array({ maxLength: 2_000, size: "max" });
const always = (value: number) => ({ next: () => value });

it("what does not differ stays, up to the first byte of its sector that does", () => {
  const property = fc.property(file, file, fc.integer(), (before, after, seed) => {
    const torn = tornBytes(before, after, new SeededRandom(seed));
    for (let at = 0; at < before.length; at += 512) {
      const end = Math.min(at + 512, before.length);
      const differing = before.subarray(at, end).findIndex((byte, n) => byte !== after[at + n]);
      const same = differing < 0 ? end : at + differing;
      if (Buffer.compare(torn.subarray(at, same), before.subarray(at, same)) !== 0) return false;
    }
    return torn.length === before.length || torn.length <= after.length;
  });
  fc.assert(property, { seed: 1 });
});

it("it may be nothing of the write, or all of it", () => {
  const [before, after] = [new Uint8Array(2_000), new Uint8Array(3_000).fill(7)];
  const nothing = { values: [0.9], next: () => nothing.values.pop() ?? 0.4 };
  expect(tornBytes(before, after, nothing)).toEqual(before);
  expect(tornBytes(before, after, always(0.9))).toEqual(after);
});

it("garbles a sector here and there, from the first byte on that was written", () => {
  const [before, after] = [new Uint8Array(2_000), new Uint8Array(2_000).fill(7, 100, 200)];
  const torn = new Set<string>();
  for (let seed = 0; seed < 400; seed += 1)
    torn.add(String(tornBytes(before, after, new SeededRandom(seed)).slice(99, 102)));
  expect(torn).toContain("0,0,0");
  expect(torn).toContain("0,7,7");
  expect(torn.size).toBeGreaterThan(2);
  for (const bytes of torn) expect(bytes).toMatch(/^0,/);
});
