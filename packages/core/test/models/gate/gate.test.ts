import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHECKERS } from "../../checkers/index.js";
import { runs } from "../../runs.js";
import type { WorldOptions } from "../../world/world.js";
import type { GateCommand } from "./command.js";
import { days, gates, gateWorld, live, TICKETS } from "./days.js";
import { GateTells } from "./gate-tells.js";
import { OperatorOverrides } from "./operator-overrides.js";
import { Read } from "./read.js";
import { Restart } from "./restart.js";
import { TimePasses } from "./time-passes.js";
import { Turn } from "./turn.js";
import { WeatherChanges } from "./weather-changes.js";

const EXTERNAL: WorldOptions = { gate: { rule: { kind: "external" }, reentry: "afterExit" } };
const [T1 = ""] = TICKETS.usual;
const outage = new WeatherChanges(["device", "ask", "upload"], { kind: "cut" });
const back = new WeatherChanges(["device", "ask"], { kind: "fair" });

/** Days that went wrong once. */
const KEPT: [WorldOptions, GateCommand[]][] = [
  [
    // An upload that was taken while the answer to an ask was on its way let a ticket enter twice.
    EXTERNAL,
    [
      outage,
      new Read(T1, "1"),
      new WeatherChanges(["upload"], { kind: "fair", thereMs: 1_000 }),
      back,
      new TimePasses(2_000),
      new WeatherChanges(["ask"], { kind: "fair", backMs: 2_000 }),
      new Read(T1, "2"),
      new TimePasses(3_010),
    ],
  ],
  [
    // A service that did not know of an exit yet moved the ledger back to entered: a second exit.
    EXTERNAL,
    [
      new Read(T1, "1"),
      outage,
      new TimePasses(3_010),
      new Turn("exit"),
      new Read(T1, "1"),
      new WeatherChanges(["upload"], { kind: "says", status: "GENERAL_ERROR" }),
      back,
      new TimePasses(16_000),
      new Turn("enter"),
      new Read(T1, "1"),
      new TimePasses(3_010),
      outage,
      new Turn("exit"),
      new Read(T1, "1"),
    ],
  ],
  [
    // What the gate told of a permit that was about to be uploaded was lost where the gate was stopped meanwhile.
    { ...EXTERNAL, settings: { offlineExits: "lenient" } },
    [new Turn("exit"), new Read(T1, "1"), new OperatorOverrides(0), new GateTells(false), new Restart()],
  ],
];

describe("any day at any gate", () => {
  it("[P1] [P2] [P3] [P4] [P5] [P6] [P7] [P8] [P9] [P11] [P12] [P13] [P14] hold together", async () => {
    await fc.assert(
      fc.asyncProperty(gates, days(60), async (gate, day) => {
        const world = gateWorld(gate);
        await live(world, day);
        for (const [promise, check] of Object.entries(CHECKERS)) expect([promise, check(world)]).toEqual([promise, []]);
        expect(world.run.state).toMatchObject({ phase: "operating", connectivity: "online", pendingUploads: 0 });
      }),
      { ...runs(150), examples: KEPT },
    );
  });
});
