import fc from "fast-check";
import { expect, test } from "vitest";
import { BytePattern } from "./byte-pattern.js";

test("finds what a plain search finds, matches never overlapping", () => {
  const byte = fc.constantFrom(1, 2);
  const bytes = fc.array(byte, { maxLength: 60 });
  fc.assert(
    fc.property(fc.array(byte, { minLength: 1, maxLength: 5 }), bytes, (wanted, stream) => {
      const pattern = new BytePattern(Uint8Array.from(wanted));
      const found = stream.flatMap((each, index) => (pattern.take(each) ? [index] : []));
      const expected: number[] = [];
      for (let from = 0; ;) {
        const at = stream.findIndex(
          (_, index) => index >= from && wanted.every((each, k) => stream[index + k] === each),
        );
        if (at === -1) break;
        from = at + wanted.length;
        expected.push(from - 1);
      }
      expect(found).toEqual(expected);
    }),
  );
});

test("forgets what was half matched when it is reset", () => {
  const pattern = new BytePattern(Uint8Array.of(1, 2));
  pattern.take(1);
  pattern.reset();
  expect(pattern.take(2)).toBe(false);
});
