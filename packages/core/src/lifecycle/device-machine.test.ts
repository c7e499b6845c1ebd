import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createActor, fromPromise } from "xstate";
import type { ConfiguredDevice } from "../domain/index.js";
import { clockOf } from "./clock.js";
import { VirtualTime } from "../testing/index.js";
import type { ConfigureOutcome, DeviceEvent, ProbeOutcome, UploadOutcome } from "./device-events.js";
import { deviceMachine } from "./device-machine.js";

const DEVICE: ConfiguredDevice = { id: 41, name: "North 1", venueId: "V1", gateId: 7, gateName: "North" };
const CONFIGURED: ConfigureOutcome = { kind: "configured", device: DEVICE };
const TIMED_OUT: ConfigureOutcome = { kind: "unreachable", stored: null };
const REFUSED: ConfigureOutcome = { kind: "refused" };
const REACHED: ProbeOutcome = { kind: "reached", device: null };
const GONE: ProbeOutcome = { kind: "unreachable" };

/** What the world answers, in order; the last answer stays. */
interface World {
  readonly configure?: readonly ConfigureOutcome[];
  readonly verify?: readonly ConfigureOutcome[];
  readonly probe?: readonly ProbeOutcome[];
  readonly upload?: readonly UploadOutcome[];
  readonly pending?: boolean;
  readonly quiet?: boolean;
}

function machineIn(world: World) {
  const time = new VirtualTime();
  const next = <Outcome>(outcomes: readonly Outcome[] | undefined, fallback: Outcome) => {
    const rest = [...(outcomes ?? [])];
    return async () => {
      await new Promise<void>((resolve) => void time.after(10, resolve));
      return (rest.length > 1 ? rest.shift() : rest[0]) ?? fallback;
    };
  };
  const machine = deviceMachine.provide({
    actors: {
      configure: fromPromise(next(world.configure, CONFIGURED)),
      verify: fromPromise(next(world.verify, CONFIGURED)),
      probe: fromPromise(next(world.probe, REACHED)),
      upload: fromPromise(next(world.upload, { kind: "accepted" as const })),
    },
    guards: {
      verifies: () => world.verify !== undefined,
      hasPending: () => world.pending ?? false,
      isQuiet: () => world.quiet ?? true,
    },
    actions: { noteErrors: () => undefined },
    delays: {
      configureRetry: 1_000,
      quiet: ({ context }) => (context.badProbes > 0 ? 500 : 20_000),
      refusedRetry: 10_000,
      probeRetry: 1_000,
      probeConfirm: 500,
      uploadPace: 100,
      uploadRetry: 2_000,
    },
  });
  const actor = createActor(machine, { clock: clockOf(time) });
  actor.start();
  return { time, actor };
}

/** A way through the machine: what happens, and the state that follows. */
type Step = readonly [DeviceEvent["type"] | number, string];

async function walk(world: World, steps: readonly Step[]): Promise<void> {
  const { time, actor } = machineIn(world);
  for (const [what, state] of steps) {
    if (typeof what === "string") actor.send({ type: what });
    else await time.advance(what);
    await time.settle();
    expect(JSON.stringify(actor.getSnapshot().value)).toContain(state);
  }
}

describe("the device machine", () => {
  const table: readonly (readonly [string, World, readonly Step[]])[] = [
    [
      "operates online once it is configured",
      {},
      [
        ["start", "attempting"],
        [10, '"connectivity":{"online"'],
      ],
    ],
    [
      "sends again after a time-out",
      { configure: [TIMED_OUT, CONFIGURED] },
      [
        ["start", "attempting"],
        [10, "waiting"],
        [1_000, "attempting"],
        [10, "operating"],
      ],
    ],
    [
      "tries again more slowly after an error",
      { configure: [REFUSED, CONFIGURED] },
      [
        ["start", "attempting"],
        [10, "refused"],
        [9_999, "refused"],
        [11, "operating"],
      ],
    ],
    [
      "tries again at once when told to",
      { configure: [REFUSED, CONFIGURED] },
      [
        ["start", "attempting"],
        [10, "refused"],
        ["retry", "attempting"],
        [10, "operating"],
      ],
    ],
    [
      "verifies where it should, and an error there is an error of the start",
      { verify: [REFUSED, CONFIGURED] },
      [
        ["start", "attempting"],
        [10, "verifying"],
        [10, "refused"],
        [10_010, "verifying"],
        [10, "operating"],
      ],
    ],
    [
      "starts offline with a stored configuration",
      { configure: [{ kind: "unreachable", stored: DEVICE }] },
      [
        ["start", "attempting"],
        [10, '"connectivity":{"offline":"waiting"}'],
      ],
    ],
    [
      "comes back after two good probes",
      { probe: [{ kind: "unreachable" }, REACHED] },
      [
        ["start", "attempting"],
        [10, "online"],
        ["unreachable", '"offline":"waiting"'],
        [1_010, '"offline":"waiting"'],
        [1_010, '"offline":"confirming"'],
        [510, '"connectivity":{"online"'],
      ],
    ],
    [
      "probes once it was quiet for long, and goes offline by a second bad probe, not by one",
      { probe: [GONE, REACHED, GONE, GONE] },
      [
        ["start", "attempting"],
        [10, '"online":"listening"'],
        [20_000, '"online":"probing"'],
        [10, '"online":"listening"'],
        [500, '"online":"probing"'],
        [10, '"online":"listening"'],
        [19_999, '"online":"listening"'],
        [1, '"online":"probing"'],
        [510, '"online":"probing"'],
        [10, '"offline":"waiting"'],
      ],
    ],
    [
      "probes nothing as long as something is heard",
      { quiet: false, probe: [GONE] },
      [
        ["start", "attempting"],
        [10, '"online":"listening"'],
        [3_600_000, '"online":"listening"'],
      ],
    ],
    [
      "stays online where something answers that is not the service: that must not open an offline door",
      { probe: [{ kind: "unintelligible" }] },
      [
        ["start", "attempting"],
        [20_010, '"online":"probing"'],
        [10, '"online":"listening"'],
        [3_600_000, '"online"'],
      ],
    ],
    [
      "stays offline where something answers that is not the service",
      { probe: [{ kind: "unintelligible" }] },
      [
        ["start", "attempting"],
        [10, "online"],
        ["unreachable", '"offline":"waiting"'],
        [3_600_000, '"offline"'],
      ],
    ],
    [
      "configures anew where an idle gate's probe finds the registration changed",
      { probe: [{ kind: "registrationChanged" }] },
      [
        ["start", "attempting"],
        [20_010, '"online":"probing"'],
        [10, "attempting"],
      ],
    ],
    [
      "asks at once where a scan puts the registration in question",
      { probe: [{ kind: "registrationChanged" }], quiet: false },
      [
        ["start", "attempting"],
        [10, '"listening"'],
        ["questioned", '"online":"probing"'],
        [10, "attempting"],
      ],
    ],
    [
      "configures anew where the registration has changed",
      { probe: [{ kind: "registrationChanged" }] },
      [
        ["start", "attempting"],
        [10, "online"],
        ["unreachable", "waiting"],
        [1_010, "attempting"],
      ],
    ],
    [
      "does not reconfigure while offline",
      {},
      [
        ["start", "attempting"],
        [10, "online"],
        ["unreachable", "offline"],
        ["reconfigure", "offline"],
      ],
    ],
    [
      "holds uploads while offline and lets them go when it is back",
      { pending: true },
      [
        ["start", "attempting"],
        [10, '"sync":"uploading"'],
        ["unreachable", '"sync":"uploading"'],
        [110, '"sync":"held"'],
        [1_412, '"sync":"uploading"'],
      ],
    ],
    [
      "backs off from a failing upload",
      { pending: true, upload: [{ kind: "failed", retryAfterMs: null }] },
      [
        ["start", "attempting"],
        [20, '"sync":"backingOff"'],
        [2_000, '"sync":"uploading"'],
      ],
    ],
    [
      "goes offline when an upload finds the endpoint unreachable",
      { pending: true, upload: [{ kind: "unreachable" }] },
      [
        ["start", "attempting"],
        [20, '"sync":"held"'],
        [0, '"connectivity":{"offline"'],
      ],
    ],
    [
      "backs off also where only uploads find nobody there",
      { pending: true, upload: [{ kind: "unreachable" }] },
      [
        ["start", "attempting"],
        [20, '"sync":"held"'],
        [1_520, '"sync":"backingOff"'],
        [0, '"connectivity":{"online"'],
        [2_000, '"sync":"uploading"'],
        [10, '"sync":"held"'],
      ],
    ],
    [
      "stops uploading where the format is refused, until told otherwise",
      { pending: true, upload: [{ kind: "formatRefused" }] },
      [
        ["start", "attempting"],
        [20, '"sync":"stopped"'],
        [3_600_000, '"sync":"stopped"'],
        ["queued", '"sync":"stopped"'],
        ["uploadNow", '"sync":"uploading"'],
      ],
    ],
    [
      "ends from anywhere",
      {},
      [
        ["start", "attempting"],
        ["stop", "stopping"],
        ["start", "stopping"],
      ],
    ],
  ];
  for (const [name, world, steps] of table) it(name, async () => walk(world, steps));

  it("[P1] never operates without a device, whatever is answered and in whatever order", async () => {
    const outcomes = fc.constantFrom<ConfigureOutcome>(CONFIGURED, TIMED_OUT, REFUSED);
    const probes = fc.constantFrom<ProbeOutcome>(REACHED, { kind: "unreachable" }, { kind: "registrationChanged" });
    const happenings = fc.oneof(
      fc.constantFrom<DeviceEvent["type"]>("retry", "reconfigure", "unreachable", "queued", "uploadNow"),
      fc.integer({ min: 1, max: 12_000 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(outcomes, { minLength: 1 }),
        fc.array(probes, { minLength: 1 }),
        fc.array(happenings, { maxLength: 30 }),
        fc.boolean(),
        async (configure, probe, events, pending) => {
          const { time, actor } = machineIn({ configure, probe, pending });
          actor.subscribe((snapshot) => {
            if (snapshot.matches("operating")) expect(snapshot.context.device).not.toBeNull();
            if (snapshot.matches("operating")) expect(snapshot.context.configuredThisRun).toBe(true);
          });
          actor.send({ type: "start" });
          for (const event of events) {
            if (typeof event === "string") actor.send({ type: event });
            else await time.advance(event);
          }
          actor.stop();
        },
      ),
      { numRuns: 60 },
    );
  });
});
