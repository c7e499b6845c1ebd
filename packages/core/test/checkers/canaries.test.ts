import { concatMap } from "rxjs";
import { describe, expect, it } from "vitest";
import type { ConfiguredDevice, Decision, Reply, Scan, ScannerDriver, TicketService } from "../../src/index.js";
import { DEFAULT_GATE_POLICY } from "../../src/index.js";
import { frameOf, MemoryStore } from "../../src/testing/index.js";
import { gateWorld, live, TICKETS } from "../models/gate/days.js";
import type { GateCommand } from "../models/gate/command.js";
import { GateTells } from "../models/gate/gate-tells.js";
import { OperatorOverrides } from "../models/gate/operator-overrides.js";
import { Read } from "../models/gate/read.js";
import { TimePasses } from "../models/gate/time-passes.js";
import { WeatherChanges } from "../models/gate/weather-changes.js";
import { emptyDisk, type NotedStore } from "../world/noted-store.js";
import type { Plant, World, WorldOptions } from "../world/world.js";
import { CHECKERS, type Promised } from "./index.js";

const [T1 = "", T2 = ""] = TICKETS.usual;
const read = (token: string) => new Read(token, "1");
const pass = (ms: number) => new TimePasses(ms);
const outage = new WeatherChanges(["device", "ask", "upload"], { kind: "cut" });
const silence = new WeatherChanges(["ask"], { kind: "lost", half: "answer" });
const back = new WeatherChanges(["device", "ask", "upload"], { kind: "fair" });

/** A day with something of everything: online, offline, uploaded, in doubt, read again. */
const DAY: readonly GateCommand[] = [
  read(T1),
  pass(1_000),
  read(T1),
  pass(10_000),
  read(TICKETS.unknown),
  pass(3_000),
  outage,
  read(T2),
  pass(10_000),
  read(T2),
  read(TICKETS.soldLate),
  pass(10_000),
  back,
  pass(60_000),
  read(T1),
  pass(5_000),
  silence,
  read(TICKETS.usual[2] ?? ""),
  pass(10_000),
  back,
  pass(60_000),
];

async function dayWith(
  plant: Plant,
  day: readonly GateCommand[] = DAY,
  settings: WorldOptions["settings"] = {},
): Promise<World> {
  const world = gateWorld({ gate: DEFAULT_GATE_POLICY, settings }, plant);
  await live(world, day);
  return world;
}

/** The gate's own client, but for one thing. */
function clientLike(wire: TicketService, changes: Partial<TicketService>): TicketService {
  return {
    configure: (identity, signal) => wire.configure(identity, signal),
    deviceInformation: (device, signal) => wire.deviceInformation(device, signal),
    ask: (scan, signal) => wire.ask(scan, signal),
    upload: (batch, signal) => wire.upload(batch, signal),
    ...changes,
  };
}

/** The gate's own store, but for one thing. */
function storeLike(store: NotedStore, changes: Partial<MemoryStore>): MemoryStore {
  return new Proxy(store, {
    get: (target, name) => {
      const own: unknown = Reflect.get(changes, name) ?? Reflect.get(target, name);
      return typeof own === "function" ? (own as (...given: unknown[]) => unknown).bind(target) : own;
    },
  });
}

/** The same driver, whose scanners add a read to every read. */
function hallucinating(driver: ScannerDriver): ScannerDriver {
  return {
    kind: driver.kind,
    list: () => driver.list(),
    open: async (info, settings) => {
      const scanner = await driver.open(info, settings);
      const frames$ = scanner.frames$.pipe(concatMap((frame) => [frame, frameOf(TICKETS.unknown)]));
      return { ...scanner, frames$, close: () => scanner.close() };
    },
  };
}

/** The same commit, in which nobody says why a denial was overridden. */
function withoutReason([scan, decision, ...rest]: Parameters<NotedStore["commit"]>): Parameters<NotedStore["commit"]> {
  const { exception } = decision;
  const silent = exception?.kind === "overridden" ? { exception: { ...exception, reason: "" } } : {};
  return [scan, { ...decision, ...silent }, ...rest];
}

/** An answer that nobody gave. */
function madeUp<Value>(status: string, value: Value | null): Reply<Value> {
  return { kind: "answered", status, message: status, value, serviceTimeMs: null };
}

const NOBODYS_DEVICE: ConfiguredDevice = { id: 41, name: "North 1", venueId: "V1", gateId: 7, gateName: "North" };

/** A bug in what surrounds the engine, the promise that it breaks, and the day on which that shows. */
interface Planted {
  readonly breaks: Promised;
  readonly plant: Plant;
  readonly day?: readonly GateCommand[];
  readonly settings?: WorldOptions["settings"];
}

const PLANTS: Readonly<Record<string, Planted>> = {
  "a client that makes up the OKAY of Device Configure": {
    breaks: "P1",
    plant: { service: (wire) => clientLike(wire, { configure: async () => madeUp("OKAY", NOBODYS_DEVICE) }) },
  },
  "a client that takes every answer to an ask for OKAY": {
    breaks: "P2",
    plant: {
      service: (wire) =>
        clientLike(wire, {
          ask: async (scan, signal) => {
            const reply = await wire.ask(scan, signal);
            return reply.kind === "answered" ? { ...reply, status: "OKAY" } : reply;
          },
        }),
    },
  },
  "a list that accepts strangers": {
    breaks: "P3",
    plant: { validators: [{ validate: () => ({ kind: "accepted", place: null, eventId: "E1" }) }] },
  },
  "a disk that uploads in the wrong order": {
    breaks: "P4",
    plant: {
      store: (store) =>
        storeLike(store, {
          pending(deviceId: number, limit: number) {
            return [...MemoryStore.prototype.pending.call(store, deviceId, limit)].toReversed();
          },
        }),
    },
    day: [outage, read(T1), read(T2), pass(5_000), back, pass(60_000)],
  },
  "a service that finds well formed scans malformed": {
    breaks: "P5",
    plant: { service: (wire) => clientLike(wire, { upload: async () => madeUp("BAD_REQUEST", null) }) },
  },
  "a disk that forgets the ledger": {
    breaks: "P6",
    plant: { store: (store) => storeLike(store, { ledgerEntry: () => null }) },
  },
  "a client that sends every scan twice": {
    breaks: "P7",
    plant: {
      service: (wire) =>
        clientLike(wire, {
          ask: async (scan, signal) => {
            await wire.ask(scan, signal);
            return wire.ask(scan, signal);
          },
        }),
    },
  },
  "a client that sends a scan of its own beside each": {
    breaks: "one in hand",
    plant: {
      service: (wire) =>
        clientLike(wire, {
          ask: async (scan, signal) => {
            const again = wire.ask({ ...scan, scanTimeMs: scan.scanTimeMs + 1 }, signal);
            const reply = await wire.ask(scan, signal);
            await again;
            return reply;
          },
        }),
    },
  },
  "a gate without a re-read window": { breaks: "P8", plant: { settings: { rereadWindowMs: 0 } } },
  "a disk that takes no notice of a request before it leaves": {
    breaks: "P9",
    plant: {
      store: (store) =>
        storeLike(store, {
          begin: () => "not begun",
          commit: (scan: Scan, decision: Decision, atMs: number) => store.commit(scan, decision, atMs),
        }),
    },
  },
  "a scanner that reads what nobody holds before it": {
    breaks: "P11",
    plant: { driver: hallucinating },
  },
  "a clock that is an hour fast in the scans": {
    breaks: "P12",
    plant: {
      time: (time) => ({
        wallMs: () => time.wallMs() + 3_600_000,
        monotonicMs: () => time.monotonicMs(),
        after: (ms, fn) => time.after(ms, fn),
      }),
    },
  },
  "a disk that says it has kept what it has not": {
    breaks: "P13",
    plant: {
      store: (store) => {
        const elsewhere = new MemoryStore(emptyDisk());
        return storeLike(store, {
          commit: (scan: Scan, decision: Decision, atMs: number) => elsewhere.commit(scan, decision, atMs),
        });
      },
    },
  },
  "a disk that forgets how many unknown tickets were admitted": {
    breaks: "P14",
    plant: { store: (store) => storeLike(store, { admittedUnknown: () => 0 }) },
    day: [outage, read(TICKETS.unknown), pass(5_000), read(TICKETS.soldLate), pass(5_000)],
    settings: { unknownTickets: { max: 1 } },
  },
  "a disk that keeps an override without its reason": {
    breaks: "P14",
    plant: { store: (store) => storeLike(store, { commit: (...given) => store.commit(...withoutReason(given)) }) },
    day: [read(TICKETS.unknown), pass(5_000), new OperatorOverrides(0), pass(1_000)],
  },
  "a disk that says it has annulled what it has not": {
    breaks: "P14",
    plant: { store: (store) => storeLike(store, { annul: () => "withdrawn" }) },
    day: [outage, read(T1), pass(5_000), new GateTells(false), pass(1_000)],
  },
};

const OPERATOR: readonly GateCommand[] = [new OperatorOverrides(0), pass(10_000), new GateTells(false), pass(1_000)];

describe("canaries: a planted bug is caught by the checker of the promise that it breaks", () => {
  it("a day without a planted bug offends nobody", async () => {
    const world = await dayWith({}, [...DAY, ...OPERATOR], { unknownTickets: { max: 1 } });
    expect(world.history.of("annulled")).toHaveLength(1);
    for (const [promise, check] of Object.entries(CHECKERS)) expect([promise, check(world)]).toEqual([promise, []]);
  });

  for (const [bug, { breaks, plant, day, settings }] of Object.entries(PLANTS)) {
    it(`${breaks.startsWith("P") ? `[${breaks}]` : `${breaks}:`} ${bug}`, async () => {
      expect(CHECKERS[breaks](await dayWith(plant, day, settings))).not.toEqual([]);
    });
  }
});
