import fc from "fast-check";
import { expect, it } from "vitest";
import { SeededRandom } from "../testing/index.js";
import { backoffMs } from "./backoff.js";

it("doubles from first to at most the maximum, and jitters down by at most a half", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer(), (failures, seed) => {
      const waitMs = backoffMs(failures, 250, 5_000, new SeededRandom(seed));
      const fullMs = Math.min(5_000, 250 * 2 ** (failures - 1));
      expect(waitMs).toBeGreaterThanOrEqual(fullMs / 2);
      expect(waitMs).toBeLessThanOrEqual(fullMs);
    }),
  );
});
