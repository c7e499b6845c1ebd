import { describe, expect, it } from "vitest";
import { CHECKERS } from "./checkers/index.js";
import { day } from "./day.js";
import { FOLDER } from "./folder.js";
import { timeline } from "./timeline.js";

/** Short days, so that all of it takes seconds. Long nights are `npm run dst`. */
const SHORT = { scansPerKiosk: 100 };

const PROMISES = [...new Set(CHECKERS.flatMap(({ promises }) => promises))].toSorted().join("] [");

describe("the simulated world", () => {
  it.each([1, 2, 3, 4])(`[${PROMISES}] keeps every promise on the day of seed %i, and converges`, async (seed) => {
    const { violations, history, scansDecided } = await day(seed, FOLDER, SHORT);
    const [first] = violations;
    const told = first === undefined ? "" : `${first.checker}: ${first.message}\n${timeline(history, first)}`;
    expect(told).toBe("");
    expect(scansDecided).toBeGreaterThan(50);
  });

  it("is the same day again for the same seed", async () => {
    const lines = async () => {
      const { history } = await day(5, FOLDER, SHORT);
      return history.entries.map(({ atMs, kiosk, kind }) => `${atMs} ${kiosk} ${kind}`);
    };
    expect(await lines()).toEqual(await lines());
  });
});

describe("canaries", () => {
  it.each(CHECKERS.map(({ name, canary }) => ({ name, canary })))(
    "a planted bug is found by: $name",
    async ({ name, canary }) => {
      const found = new Set<string>();
      for (let seed = 1; seed <= 6 && !found.has(name); seed += 1) {
        const { violations } = await day(seed, FOLDER, { ...SHORT, plant: canary });
        for (const { checker } of violations) found.add(checker);
      }
      expect([...found]).toContain(name);
    },
  );
});
