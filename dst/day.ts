import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Chance, VirtualTime } from "@usher/core/testing";
import { hasConverged } from "./converged.js";
import { CHECKERS } from "./checkers/index.js";
import type { DayRecord } from "./checkers/checker.js";
import { INCIDENTS, NETWORK_FAULTS } from "./faults/index.js";
import { History, type Violation } from "./history.js";
import type { Incident } from "./incident.js";
import { Kiosk } from "./kiosk.js";
import { Operator } from "./operator.js";
import type { Plant } from "./plant.js";
import { VenueService } from "./venue-service.js";

const DAY_MS = 3_600_000;
const TICKETS = 700;
/** How long the world may take to converge once it is healed. */
const HEALING_MS = 1_800_000;
const HEALING_STEP_MS = 15_000;

/** How a day differs from a usual one. */
export interface DayOptions {
  /** A bug that a checker must find. */
  readonly plant?: Plant | null;
  readonly scansPerKiosk?: number;
}

/** What came of one day. */
export interface DayOutcome {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly scansDecided: number;
  readonly steps: number;
  readonly faults: ReadonlyMap<string, number>;
  readonly history: History;
}

/**
 * One day at the gates, from its seed: at least three kiosks and (if not told otherwise) 500 scans each, first under faults, then in a
 * healed world that must converge. `folder` is where the kiosks' disks are.
 */
export async function day(seed: number, folder: string, options: DayOptions = {}): Promise<DayOutcome> {
  const { plant = null, scansPerKiosk = 500 } = options;
  const chance = new Chance(seed);
  const time = new VirtualTime(1_790_000_000_000, () => new Promise((resolve) => process.nextTick(resolve)));
  const history = new History(() => time.monotonicMs());
  const tokens = Array.from({ length: TICKETS }, (_, index) => `TICKET-${index}`);
  const service = new VenueService(tokens);
  for (const token of tokens) if (chance.happens(0.003)) service.malformed.add(token);
  const world = {
    time,
    history,
    service,
    tickets: new Set(tokens),
    plant,
    operator: new Operator(time, chance, history),
  };
  const disks = mkdtempSync(join(folder, "usher-day-"));
  const kiosks = Array.from({ length: chance.between(3, 4) }, (_, index) => {
    const own = mkdtempSync(join(disks, "kiosk-"));
    return new Kiosk(index, chance.between(1, 2), { ...world, folder: own }, chance);
  });
  try {
    arrangeRounds(kiosks, world.operator, time, new Chance(seed));
    arrangePeople(kiosks, { tokens, scansPerKiosk }, time, chance, history);
    const incidents = arrangeFaults(kiosks, time, chance, history);
    for (const kiosk of kiosks) kiosk.start();
    await time.advance(DAY_MS);
    await heal(kiosks, incidents, time, history);
    const records = kiosks.map((kiosk) => ({ name: kiosk.name, kiosk, journal: kiosk.store?.journal() ?? [] }));
    const record: DayRecord = { kiosks: records, history, service, timersWaiting: time.waiting };
    return {
      seed,
      violations: CHECKERS.flatMap((checker) => checker.check(record)),
      scansDecided: history.of("verdict").filter(({ verdict }) => !verdict.repeated && verdict.source !== "device")
        .length,
      steps: time.steps,
      faults: history.faults,
      history,
    };
  } finally {
    for (const kiosk of kiosks) kiosk.kill();
    rmSync(disks, { recursive: true, force: true });
  }
}

/** Who comes when, with which ticket: some twice, some with a ticket that is not theirs, some read twice by the scanner. */
function arrangePeople(
  kiosks: readonly Kiosk[],
  { tokens, scansPerKiosk }: { readonly tokens: readonly string[]; readonly scansPerKiosk: number },
  time: VirtualTime,
  chance: Chance,
  history: History,
): void {
  for (const kiosk of kiosks) {
    for (let scan = 0; scan < scansPerKiosk; scan += 1) {
      const reader = chance.pick(kiosk.readers);
      const token = chance.happens(0.05) ? `STRANGER-${chance.between(1, 50)}` : chance.pick(tokens);
      const readAt = (atMs: number) => time.after(atMs, () => kiosk.read(reader, token));
      const atMs = chance.between(0, DAY_MS - 60_000);
      readAt(atMs);
      if (!chance.happens(0.05)) continue;
      readAt(atMs + chance.between(1, 3_000));
      time.after(atMs, () => history.fault(kiosk.name, kiosk.run, "double read"));
    }
  }
}

/** The operator comes by a few times. */
function arrangeRounds(kiosks: readonly Kiosk[], operator: Operator, time: VirtualTime, chance: Chance): void {
  for (const kiosk of kiosks) {
    for (let round = chance.between(0, 8); round > 0; round -= 1) {
      time.after(chance.between(0, DAY_MS), () => operator.walksBy(kiosk));
    }
  }
}

/** A seed chooses which faults there are on its day, and when they strike. */
function arrangeFaults(
  kiosks: readonly Kiosk[],
  time: VirtualTime,
  chance: Chance,
  history: History,
): readonly Incident[] {
  const incidents = INCIDENTS.filter(() => chance.happens(0.6));
  for (const kiosk of kiosks) {
    kiosk.network.faults = NETWORK_FAULTS.filter(() => chance.happens(0.6));
    for (const incident of incidents) {
      const times = chance.between(0, Math.ceil(incident.perDay * 2));
      for (let count = 0; count < times; count += 1) {
        time.after(chance.between(0, DAY_MS), () => {
          const detail = incident.strike(kiosk, chance, time);
          if (detail !== null) history.fault(kiosk.name, kiosk.run, incident.name, detail);
        });
      }
    }
  }
  return incidents;
}

/** Everything works again. What was still to be mended by itself has been, long before the time is over. */
async function heal(
  kiosks: readonly Kiosk[],
  incidents: readonly Incident[],
  time: VirtualTime,
  history: History,
): Promise<void> {
  await time.advance(600_000);
  for (const kiosk of kiosks) {
    kiosk.network.faults = [];
    for (const incident of incidents) incident.heal(kiosk);
    kiosk.start();
    history.note(kiosk.name, kiosk.run, { kind: "healed" });
  }
  for (let passedMs = 0; passedMs < HEALING_MS && !kiosks.every(hasConverged); passedMs += HEALING_STEP_MS) {
    await time.advance(HEALING_STEP_MS);
  }
}
