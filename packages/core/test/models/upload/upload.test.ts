import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CHECKERS } from "../../checkers/index.js";
import { runs } from "../../runs.js";
import type { Crossing, Weather } from "../../world/wire.js";
import { ticket, World } from "../../world/world.js";
import { BecomesAnotherDevice } from "./becomes-another-device.js";
import { UploadModel, type UploadCommand } from "./model.js";
import { MovesToGate } from "./moves-to-gate.js";
import { NetworkReturns } from "./network-returns.js";
import { PowerFails } from "./power-fails.js";
import { QueuedAgain } from "./queued-again.js";
import { ScansOffline } from "./scans-offline.js";
import { ScansOnline } from "./scans-online.js";
import { TimePasses } from "./time-passes.js";
import { UploadNow } from "./upload-now.js";
import { UploadsFare } from "./uploads-fare.js";

const weathers: readonly (Weather | "malformed")[] = [
  { kind: "fair" },
  { kind: "fair", thereMs: 2_000, backMs: 2_000 },
  { kind: "fair", thereMs: 10_000, backMs: 25_000 },
  { kind: "cut" },
  { kind: "lost", half: "request" },
  { kind: "lost", half: "answer" },
  { kind: "reset", half: "request" },
  { kind: "reset", half: "answer" },
  { kind: "says", status: "GENERAL_ERROR" },
  { kind: "unauthorised" },
  { kind: "senseless", retryAfterMs: null },
  { kind: "senseless", retryAfterMs: 30_000 },
  "malformed",
];

const commands: readonly fc.Arbitrary<UploadCommand>[] = [
  ...Array.from({ length: 4 }, () =>
    fc.tuple(fc.integer({ min: 1, max: 12 }), fc.boolean(), fc.boolean()).map((given) => new ScansOffline(...given)),
  ),
  fc.constantFrom(1, 1_500, 2_900).map((ms) => new ScansOnline(ms)),
  ...Array.from({ length: 3 }, () => fc.constantFrom(100, 2_600, 20_000).map((ms) => new NetworkReturns(ms))),
  ...Array.from({ length: 3 }, () => fc.constantFrom(1, 50, 1_000, 31_000).map((ms) => new TimePasses(ms))),
  ...Array.from({ length: 2 }, () => fc.constantFrom(...weathers).map((weather) => new UploadsFare(weather))),
  fc.constantFrom<"now" | Crossing>("now", "before", "after").map((when) => new PowerFails(when)),
  fc.constantFrom(1, 2).map((number) => new BecomesAnotherDevice(number)),
  fc.constantFrom(7, 8).map((gateId) => new MovesToGate(gateId)),
  fc.nat({ max: 6 }).map((which) => new QueuedAgain(which)),
  fc.constant(new UploadNow()),
];

/** Lives that went wrong once. */
const KEPT: [UploadCommand[]][] = [
  [
    // A reconfiguration in the middle of an upload sent the batch a second time.
    [
      new ScansOffline(2, false, false),
      new UploadsFare({ kind: "fair", thereMs: 2_000, backMs: 2_000 }),
      new NetworkReturns(2_600),
      new MovesToGate(8),
      new TimePasses(31_000),
    ],
  ],
  [
    // A scan that was queued again in vain counted twice among the lone refusals, and was taken back twice.
    [
      new ScansOffline(7, false, false),
      new UploadsFare("malformed"),
      new NetworkReturns(20_000),
      new QueuedAgain(0),
      new TimePasses(1_000),
    ],
  ],
  [
    // While a batch was being halved, the state told what had been pending before.
    [
      new ScansOffline(8, false, true),
      new UploadsFare({ kind: "fair", thereMs: 2_000, backMs: 2_000 }),
      new NetworkReturns(20_000),
    ],
  ],
];

/** The life of a queue, until everything has come to rest and an operator has looked after the quarantine. */
async function live(world: World, life: Iterable<UploadCommand>): Promise<void> {
  await world.boot();
  await world.time.advance(10);
  await fc.asyncModelRun(() => ({ model: new UploadModel(), real: world }), life);
  world.clear();
  world.run.wire.crashAt = null;
  await world.time.advance(700_000);
  world.run.scanner.commands.uploadNow();
  await world.time.advance(60_000);
  for (const { scanId, scan } of world.run.store.quarantined()) {
    if (!world.venue.malformed.has(scan.barcode.token)) world.run.scanner.commands.requeue(scanId);
  }
  await world.time.advance(60_000);
}

const world = () =>
  new World({ tickets: Array.from({ length: 600 }, (_, index) => ticket(index + 1)), settings: { rereadWindowMs: 0 } });

describe("the life of a queue", () => {
  it("[P4] [P5] [P7] brings what was permitted offline to the service, whole, in order, and nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands([...commands], { maxCommands: 30, size: "max" }), async (life) => {
        const gate = world();
        await live(gate, life);
        const { P4, P5, P7 } = CHECKERS;
        for (const check of [P4, P5, P7]) expect(check(gate)).toEqual([]);
        const malformed = gate.history.of("kept").filter(({ scan, decision }) => {
          const offline = decision.outcome === "permit" && decision.source !== "online";
          return offline && gate.venue.malformed.has(scan.barcode.token);
        });
        expect(gate.run.state).toMatchObject({ pendingUploads: 0, quarantined: malformed.length });
        const alarms = gate.run.state.alarms.map(({ code }) => code);
        expect(alarms).toEqual(malformed.length === 0 ? [] : ["QUARANTINE"]);
      }),
      { ...runs(80), examples: KEPT },
    );
  });
});
