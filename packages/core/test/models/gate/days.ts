import fc from "fast-check";
import type { Direction, GatePolicy } from "../../../src/index.js";
import type { StoreWrite } from "../../../src/testing/index.js";
import type { Crossing, Weather, Weathers } from "../../world/wire.js";
import { ticket, World, type Plant, type WorldOptions } from "../../world/world.js";
import type { GateCommand } from "./command.js";
import { ClockJumps } from "./clock-jumps.js";
import { DiskFails } from "./disk-fails.js";
import { GateTells } from "./gate-tells.js";
import { OperatorAnnuls } from "./operator-annuls.js";
import { OperatorAsks, type OperatorWish } from "./operator-asks.js";
import { OperatorOverrides } from "./operator-overrides.js";
import { PowerComes } from "./power-comes.js";
import { PowerGoes } from "./power-goes.js";
import { Read } from "./read.js";
import { RegistrationChanges } from "./registration-changes.js";
import { Restart } from "./restart.js";
import { TimePasses } from "./time-passes.js";
import { Turn } from "./turn.js";
import { TypeIn } from "./type-in.js";
import { WeatherChanges } from "./weather-changes.js";

const LANES = ["1", "2"];

/** Tickets as they come: three like any other, one sold at the door (not on the gate's list), one cancelled, one unknown. */
export const TICKETS = { usual: [1, 2, 3].map(ticket), soldLate: ticket(4), cancelled: ticket(5), unknown: ticket(6) };

const tokens = fc.oneof(
  { arbitrary: fc.constantFrom(...TICKETS.usual), weight: 6 },
  { arbitrary: fc.constantFrom(TICKETS.soldLate, TICKETS.cancelled, TICKETS.unknown), weight: 1 },
);
const lanes = fc.constantFrom(...LANES);

/** Around every limit: the re-read window (2 s), the limits of an ask (3 s) and of a permit (5 s), a probe, an outage. */
const pauses = fc.constantFrom(1, 40, 900, 1_500, 2_000, 2_010, 2_990, 3_010, 5_200, 16_000, 60_000);

/** No sum of pauses makes up for a jump, so no two reads ever bear the same time. */
const jumps = fc.constantFrom(-86_400_007, -3_600_011, -40_013, 40_013, 3_600_011);

const weather: fc.Arbitrary<Weather> = fc.oneof(
  fc.record({
    kind: fc.constant("fair"),
    thereMs: fc.constantFrom(1, 800, 2_700),
    backMs: fc.constantFrom(0, 250, 600),
  }),
  fc.constant<Weather>({ kind: "cut" }),
  fc.record({ kind: fc.constantFrom("lost", "reset"), half: fc.constantFrom("request", "answer") }),
  fc.constantFrom<Weather>(
    { kind: "says", status: "GENERAL_ERROR" },
    { kind: "unauthorised" },
    { kind: "senseless", retryAfterMs: null },
    { kind: "senseless", retryAfterMs: 20_000 },
  ),
);
const writes = fc.constantFrom<StoreWrite>(
  "saveConfiguration",
  "begin",
  "commit",
  "acknowledge",
  "quarantine",
  "requeue",
  "annul",
);
const FAIR: Weather = { kind: "fair" };
const ALL: readonly (keyof Weathers)[] = ["device", "ask", "upload"];

/** What can happen at a gate, and how often beside the rest. */
const HAPPENINGS: readonly (readonly [number, fc.Arbitrary<GateCommand>])[] = [
  [12, fc.tuple(tokens, lanes).map(([token, lane]) => new Read(token, lane))],
  [2, fc.tuple(tokens, lanes).map(([token, lane]) => new TypeIn(token, lane))],
  [3, fc.constantFrom<Direction>("enter", "exit").map((direction) => new Turn(direction))],
  [8, pauses.map((ms) => new TimePasses(ms))],
  [2, fc.constant(new WeatherChanges(ALL, { kind: "cut" }))],
  [3, fc.constantFrom(0, 2_500, 16_000).map((thenMs) => new WeatherChanges(["device", "ask"], FAIR, thenMs))],
  [2, fc.constant(new WeatherChanges(["upload"], { kind: "says", status: "GENERAL_ERROR" }))],
  [1, fc.constant(new WeatherChanges(ALL, FAIR))],
  [2, weather.map((one) => new WeatherChanges(["ask"], one))],
  [1, fc.constant(new WeatherChanges(["ask"], { kind: "lost", half: "answer" }))],
  [1, fc.constant(new WeatherChanges(["ask"], { kind: "fair", backMs: 2_000 }))],
  [2, weather.map((one) => new WeatherChanges(["upload"], one))],
  [1, fc.constant(new WeatherChanges(["upload"], { kind: "fair", thereMs: 1_000 }))],
  [1, weather.map((one) => new WeatherChanges(["device"], one))],
  [1, jumps.map((byMs) => new ClockJumps(byMs))],
  [1, fc.constantFrom<"now" | Crossing>("now", "before", "after").map((when) => new PowerGoes(when))],
  [3, fc.constant(new PowerComes())],
  [1, fc.constant(new Restart())],
  [
    1,
    fc
      .tuple(writes, fc.constantFrom("full", "readOnly"), fc.integer({ min: 1, max: 3 }))
      .map((given) => new DiskFails(...given)),
  ],
  [1, fc.constantFrom<OperatorWish>("retry", "reconfigure", "uploadNow").map((wish) => new OperatorAsks(wish))],
  [1, fc.nat(40).map((pick) => new OperatorOverrides(pick))],
  [1, fc.nat(40).map((pick) => new OperatorAnnuls(pick))],
  [2, fc.constantFrom(true, false, false).map((passed) => new GateTells(passed))],
  [1, fc.constantFrom(7, 8).map((gateId) => new RegistrationChanges(gateId))],
];

/** A day at the gate: as much as `maxCommands` things, one after another. */
export const days = (maxCommands: number): fc.Arbitrary<Iterable<GateCommand>> =>
  fc.commands(
    HAPPENINGS.flatMap(([weight, happening]) => Array.from({ length: weight }, () => happening)),
    { maxCommands, size: "max" },
  );

const external: GatePolicy = { rule: { kind: "external" }, reentry: "afterExit" };
const lounge: GatePolicy = { rule: { kind: "internal", multipleEntries: false, zone: "lounge" }, reentry: "afterExit" };

/** Gates of every kind: their rule, and how strict they are about exits and re-reads. */
export const gates: fc.Arbitrary<WorldOptions> = fc
  .record({
    gate: fc.constantFrom<GatePolicy>(external, { ...external, reentry: "never" }, lounge, {
      ...lounge,
      rule: { kind: "internal", multipleEntries: true, zone: "lounge" },
    }),
    offlineExits: fc.constantFrom("lenient" as const, "ledger" as const),
    rereadWindowMs: fc.constantFrom(2_000, 2_000, 0),
    maxUnknownTickets: fc.constantFrom(0, 0, 1, 2),
  })
  .map(({ gate, maxUnknownTickets: max, ...settings }) => ({
    gate,
    settings: { ...settings, ...(max === 0 ? {} : { unknownTickets: { max } }) },
  }));

/** A gate with its tickets and its two lanes, not yet started. */
export function gateWorld(options: WorldOptions = {}, plant: Plant = {}): World {
  const { usual, soldLate, cancelled } = TICKETS;
  const world = new World({
    tickets: [...usual, soldLate, cancelled],
    listed: [...usual, cancelled],
    lanes: LANES,
    ...options,
    plant,
  });
  world.venue.cancelled.add(cancelled);
  return world;
}

/** A whole day, from power on until everything has come to rest in a world that is well again. */
export async function live(world: World, day: Iterable<GateCommand>): Promise<void> {
  await world.boot();
  await world.time.advance(10);
  await fc.asyncModelRun(() => ({ model: { hasPower: () => world.isRunning }, real: world }), day);
  world.clear();
  if (!world.isRunning) await world.boot();
  world.run.wire.crashAt = null;
  world.run.store.heal();
  await world.time.advance(700_000);
  world.run.scanner.commands.uploadNow();
  await world.time.advance(60_000);
}
