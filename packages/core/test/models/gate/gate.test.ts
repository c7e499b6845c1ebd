import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHECKERS } from "../../checkers/index.js";
import { runs } from "../../runs.js";
import { days, gates, gateWorld, live } from "./days.js";

describe("any day at any gate", () => {
  it("[P1] [P2] [P3] [P4] [P5] [P6] [P7] [P8] [P12] [P13] hold together", async () => {
    await fc.assert(
      fc.asyncProperty(gates, days(60), async (gate, day) => {
        const world = gateWorld(gate);
        await live(world, day);
        for (const [promise, check] of Object.entries(CHECKERS)) expect([promise, check(world)]).toEqual([promise, []]);
        expect(world.run.state).toMatchObject({ phase: "operating", connectivity: "online", pendingUploads: 0 });
      }),
      runs(150),
    );
  });
});
