import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMITS, type OfflineValidator, type Scan } from "../../src/index.js";
import { MemoryStore, VirtualTime } from "../../src/testing/index.js";
import { TestGate } from "../gate.js";
import { runs } from "../runs.js";

const NOW_MS = 1_780_000_000_000;
const HOUR_MS = 3_600_000;

/** Knows every ticket for as long as it is told the time, and notes what it was told. */
class TimeBound implements OfflineValidator {
  readonly told: (number | null)[] = [];

  validate: OfflineValidator["validate"] = (_barcode, atMs) => {
    this.told.push(atMs);
    return atMs === null ? { kind: "unknown" } : { kind: "accepted", place: null, eventId: null };
  };
}

/** A gate that starts at `NOW_MS` by its own clock, over a journal whose newest entry may be of another time. */
class ClockGate {
  readonly #validator = new TimeBound();
  readonly #gate: TestGate;

  constructor(builtAtMs?: number, lastEntryAtMs?: number) {
    const store = new MemoryStore();
    if (lastEntryAtMs !== undefined) store.begin(SCAN, lastEntryAtMs);
    const settings = builtAtMs === undefined ? {} : { builtAtMs };
    this.#gate = new TestGate({ time: new VirtualTime(NOW_MS), store, validators: [this.#validator], settings });
  }

  async start(): Promise<this> {
    await this.#gate.start();
    return this;
  }

  get wallMs(): number {
    return this.#gate.time.wallMs();
  }

  get alarm(): string | null {
    return this.#gate.state.alarms.find(({ code }) => code === "CLOCK_WRONG")?.message ?? null;
  }

  jump(byMs: number): void {
    this.#gate.time.jumpWall(byMs);
  }

  /** The service is there for a minute, and its clock so far ahead of this device's. */
  async hearService(aheadMs: number): Promise<void> {
    this.#gate.service.weather = {
      kind: "says",
      says: () => {
        const serviceTimeMs = this.wallMs + aheadMs;
        return { kind: "answered", status: "OKAY", message: "", value: null, serviceTimeMs };
      },
    };
    await this.#gate.read("T1", 60_000);
  }

  /** What a validator is told of the time of a scan while the service is away. */
  async toldOffline(): Promise<number | null | undefined> {
    this.#gate.service.weather = { kind: "refused" };
    await this.#gate.read("T2", 10_000);
    return this.#validator.told.at(-1);
  }
}

const SCAN: Scan = {
  barcode: { token: "T3", ticketKey: "T3", symbology: null },
  direction: "enter",
  device: { id: 41, name: "North 1", venueId: "V1", gateId: 7, gateName: "North" },
  scanTimeMs: NOW_MS,
  skewMs: null,
  deviceOs: "Printed",
  channelId: null,
  readerId: "r",
  lane: "1",
};

describe("a clock that is plainly wrong", () => {
  it.each([
    ["[P12] as late as the build is right", NOW_MS, undefined, null],
    ["[P12] before the build is wrong", NOW_MS + 1, undefined, "behind the build of its software"],
    ["[P12] as late as the last journal entry is right", undefined, NOW_MS, null],
    ["[P12] before the last journal entry is wrong", undefined, NOW_MS + 1, "behind its own last journal entry"],
    ["[P12] is judged by the later of the two", NOW_MS + 2, NOW_MS + 1, "behind the build of its software"],
    ["[P12] is right where neither is known", undefined, undefined, null],
  ])("%s", async (_name, builtAtMs, lastEntryAtMs, trouble) => {
    const gate = await new ClockGate(builtAtMs, lastEntryAtMs).start();
    expect(gate.alarm).toBe(trouble === null ? null : `This device's clock is ${trouble}: set it`);
    expect(await gate.toldOffline()).toBe(trouble === null ? NOW_MS : null);
  });

  it("[P12] is told as soon as it shows: a clock that went back offline lets no validator judge by the time", async () => {
    const gate = await new ClockGate().start();
    await gate.hearService(0);
    gate.jump(-HOUR_MS);
    expect(await gate.toldOffline()).toBeNull();
    expect(gate.alarm).toContain("behind the time that it said before");
    gate.jump(HOUR_MS);
    expect(await gate.toldOffline()).toBeGreaterThan(NOW_MS);
    expect(gate.alarm).toBeNull();
  });

  it("[P12] offline, a validator is told the time of the scan where the clock can be right, and none otherwise", async () => {
    const hours = fc.integer({ min: -3, max: 3 }).map((count) => count * HOUR_MS);
    const passed = fc.option(hours, { nil: undefined });
    const skew = fc.oneof(
      hours,
      fc.constantFrom(-1, 1).map((sign) => sign * LIMITS.clockSkewMs),
    );
    const step = fc.oneof(fc.record({ jump: hours }), fc.record({ ahead: skew }), fc.constant("scan" as const));
    await fc.assert(
      fc.asyncProperty(passed, passed, fc.array(step, { maxLength: 8 }), async (built, entry, steps) => {
        const at = (ms: number | undefined) => (ms === undefined ? undefined : NOW_MS + ms);
        const gate = await new ClockGate(at(built), at(entry)).start();
        let earliestMs = NOW_MS + Math.max(built ?? -Infinity, entry ?? -Infinity);
        let aheadMs = 0;
        for (const what of [...steps, "scan" as const]) {
          if (what === "scan") {
            const wallMs = gate.wallMs;
            const canBeRight = Math.abs(aheadMs) <= LIMITS.clockSkewMs && wallMs >= earliestMs;
            expect(await gate.toldOffline()).toBe(canBeRight ? wallMs : null);
            expect(gate.alarm === null).toBe(canBeRight);
          } else if ("jump" in what) {
            gate.jump(what.jump);
          } else {
            aheadMs = what.ahead;
            await gate.hearService(aheadMs);
            if (Math.abs(aheadMs) <= LIMITS.clockSkewMs) earliestMs = gate.wallMs - HOUR_MS / 2;
          }
        }
      }),
      runs(200),
    );
  });
});
