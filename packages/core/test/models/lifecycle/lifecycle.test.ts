import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runs } from "../../runs.js";
import { ticket, World } from "../../world/world.js";
import { LifecycleModel, type Choices, type LifecycleCommand } from "./model.js";
import { PowerCycle } from "./power-cycle.js";
import { Reconfigure } from "./reconfigure.js";
import { Retry } from "./retry.js";
import { Scan } from "./scan.js";
import { ServiceBehaves, WAYS } from "./service-behaves.js";
import { TimePasses } from "./time-passes.js";
import { VenueChanges } from "./venue-changes.js";

const ways = fc.constantFrom(...(Object.keys(WAYS) as (keyof typeof WAYS)[]));
const pauses = fc.constantFrom(1, 400, 1_000, 2_500, 5_000, 16_000, 40_000);

const commands: readonly fc.Arbitrary<LifecycleCommand>[] = [
  ...Array.from({ length: 3 }, () => ways.map((way) => new ServiceBehaves(way))),
  ...Array.from({ length: 5 }, () => pauses.map((ms) => new TimePasses(ms))),
  fc.constant(new ServiceBehaves("answers")),
  fc.constant(new Retry()),
  fc.constant(new Reconfigure()),
  fc.constant(new Scan()),
  fc.constant(new Scan()),
  fc.constant(new PowerCycle()),
  fc.constantFrom(7, 7, 8, null).map((gateId) => new VenueChanges(gateId)),
];

const choices = fc.record({ verifies: fc.boolean(), startsStored: fc.boolean() });

/** The life of one device, of whose venue the model believes something. */
async function live(
  { verifies, startsStored }: Choices,
  life: Iterable<LifecycleCommand>,
  believed: Choices = { verifies, startsStored },
): Promise<void> {
  const model = new LifecycleModel(believed, () => world.time.monotonicMs());
  const world: World = new World({
    tickets: Array.from({ length: 100 }, (_, index) => ticket(index + 1)),
    settings: {
      verifyDevice: verifies,
      ...(startsStored && { startWithStoredConfiguration: { maxAgeMs: 86_400_000 } }),
    },
    plant: { service: (wire) => model.listeningTo(wire) },
  });
  await world.boot();
  await fc.asyncModelRun(() => ({ model, real: world }), life);
}

describe("the life of a device", () => {
  it("[P1] is what the wire tells: its phase, its connectivity, what it may permit, its calls for help", async () => {
    await fc.assert(
      fc.asyncProperty(choices, fc.commands([...commands], { maxCommands: 40, size: "max" }), async (venue, life) => {
        await live(venue, life);
      }),
      runs(60),
    );
  });

  it("canary: the model notices a device that starts by a stored configuration where it must not, or without verifying where it must", async () => {
    const strict = { verifies: false, startsStored: false };
    const powerCut = [new TimePasses(1_000), new ServiceBehaves("isGone"), new PowerCycle(), new Scan()];
    await live(strict, powerCut);
    await expect(live({ ...strict, startsStored: true }, powerCut, strict)).rejects.toThrow("expected 'operating'");
    const verifying = { ...strict, verifies: true };
    await expect(live(strict, powerCut, verifying)).rejects.toThrow("expected 'operating'");
  });
});
