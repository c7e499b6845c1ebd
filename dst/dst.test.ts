import { describe, expect, it } from "vitest";
import { CHECKERS } from "./checkers/index.js";
import { day } from "./day.js";
import { FOLDER } from "./folder.js";
import { timeline } from "./timeline.js";

/** Short days, so that all of it takes seconds. Long nights are `npm run dst`. */
const SHORT = { scansPerKiosk: 100 };

describe("the simulated world", () => {
  const PROVED = "[P1] [P2] [P3] [P4] [P5] [P6] [P7] [P8] [P9] [P10] [P11] [P12] [P13] [P14]";
  it.each([1, 2, 3, 4])(`${PROVED} all hold on the day of seed %i, and the world converges`, async (seed) => {
    const { violations, history, scansDecided } = await day(seed, FOLDER, SHORT);
    const [first] = violations;
    const told = first === undefined ? "" : `${first.checker}: ${first.message}\n${timeline(history, first)}`;
    expect(told).toBe("");
    expect(scansDecided).toBeGreaterThan(50);
  });

  it("has a checker for every promise that it is said to prove", () => {
    const watched = new Set(CHECKERS.flatMap(({ promises }) => promises));
    expect(PROVED.match(/P\d+/g)?.toSorted()).toEqual([...watched].toSorted());
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
