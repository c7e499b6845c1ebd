import { VirtualTime } from "@usher/core/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Gate } from "../src/gate/gate.js";
import { Switchboard } from "../src/gate/switchboard.js";
import type { GateNews } from "../src/gate/gate-news.js";
import { LIMITS } from "../src/limits.js";
import { outputSchema, type RelaySettings } from "../src/settings.js";
import { MemoryBoard, type RelayChange } from "../src/testing/index.js";

const GATE = 1;

/** A gate at a board in memory, and what it told, each with its time. */
async function gateAt(change: object) {
  const time = new VirtualTime();
  const board = new MemoryBoard(() => time.monotonicMs());
  const settings: RelaySettings = outputSchema.parse({
    kind: "serialRelay",
    path: "/dev/x",
    channels: { gate: GATE },
    ...change,
  });
  const news: (GateNews & { readonly atMs: number })[] = [];
  const failures: unknown[] = [];
  const opened = await board.open({ lost: (cause) => failures.push(cause), turned: () => gate.turned() });
  const switchboard = new Switchboard(opened, time, (cause) => failures.push(cause));
  const gate = new Gate({
    switchboard,
    settings,
    time,
    tell: (item) => news.push({ ...item, atMs: time.monotonicMs() }),
  });
  return { time, board, gate, switchboard, news, failures };
}

/** From each opening of the gate to its closing. */
function openings(changes: readonly RelayChange[]): { readonly fromMs: number; readonly toMs: number }[] {
  const moves = changes.filter(({ channel }) => channel === GATE);
  expect(moves.map(({ on }) => on)).toEqual(moves.map((_, index) => index % 2 === 0));
  return moves.flatMap(({ atMs, on }, index) =>
    on ? [{ fromMs: atMs, toMs: moves[index + 1]?.atMs ?? Infinity }] : [],
  );
}

/** People who scan, each so long after the one before. */
const people = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 40 });
const pulses = fc.record({
  pulseMs: fc.integer({ min: 50, max: LIMITS.pulseMaxMs }),
  gapMs: fc.integer({ min: 0, max: LIMITS.gapMaxMs }),
});

describe("a gate and any crowd before it", () => {
  test("[P13] opens once for each permit, for one person, never overlapping, in order, and for nothing else", async () => {
    await fc.assert(
      fc.asyncProperty(people, pulses, async (waits, { pulseMs, gapMs }) => {
        const { time, board, gate, news } = await gateAt({ pulseMs, gapMs });
        const given = new Map<string, number>();
        for (const [index, waitMs] of waits.entries()) {
          await time.advance(waitMs);
          given.set(String(index), time.monotonicMs());
          gate.permit(String(index), 0);
          if (index % 3 === 0) gate.deny();
        }
        await time.advance(LIMITS.waitingPermits * (pulseMs + gapMs) + LIMITS.permitMs);

        const told = (kind: GateNews["tell"]) =>
          news.filter(({ tell }) => tell === kind) as { id: string; atMs: number }[];
        const opened = told("opened");
        // Each permit has exactly one outcome, and the gate has opened exactly as often as it said.
        expect([...opened, ...told("notOpened")].map(({ id }) => id).sort()).toEqual([...given.keys()].sort());
        const spans = openings(board.changes);
        expect(spans.map(({ fromMs }) => fromMs)).toEqual(opened.map(({ atMs }) => atMs));
        expect(told("closed").map(({ id }) => id)).toEqual(opened.map(({ id }) => id));
        // In order, for a pulse each, with the gap in between, and never for a permit of long ago.
        expect(opened.map(({ id }) => Number(id))).toEqual(opened.map(({ id }) => Number(id)).sort((a, b) => a - b));
        for (const [index, { fromMs, toMs }] of spans.entries()) {
          expect(toMs - fromMs).toBe(pulseMs);
          if (index > 0) expect(fromMs - (spans[index - 1]?.toMs ?? 0)).toBeGreaterThanOrEqual(gapMs);
          expect(fromMs - (given.get(opened[index]?.id ?? "") ?? 0)).toBeLessThanOrEqual(LIMITS.permitMs);
        }
        expect(board.drawn).toEqual([]);
        expect(time.waiting).toBe(0);
      }),
      { seed: 20_261_126, numRuns: 150 },
    );
  });

  test("[P13] whenever it is ended, no permit of before opens it any more, and it leaves nothing waiting", async () => {
    await fc.assert(
      fc.asyncProperty(people, pulses, fc.nat(20_000), async (waits, pulse, endAtMs) => {
        const { time, board, gate, switchboard } = await gateAt(pulse);
        time.after(endAtMs, () => {
          gate.end();
          void switchboard.end();
        });
        for (const [index, waitMs] of waits.entries()) {
          await time.advance(waitMs);
          gate.permit(String(index), 0);
        }
        await time.advance(endAtMs);
        const before = board.changes.length;
        gate.permit("after", 0);
        gate.deny();
        await time.advance(100_000);
        expect(board.changes.length).toBe(before);
        expect(board.changes.every(({ atMs }) => atMs <= endAtMs)).toBe(true);
        expect(time.waiting).toBe(0);
      }),
      { seed: 20_261_127, numRuns: 150 },
    );
  });

  test("[P13] [P14] a turnstile that tells: each opening is passed or not turned, once, and only when its gate is shut", async () => {
    const steps = fc.array(fc.tuple(fc.constantFrom("permit", "turn"), fc.integer({ min: 0, max: 2_500 })), {
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(steps, async (happenings) => {
        const passage = { contact: "cts", passMs: 2_000 };
        const { time, board, gate, news } = await gateAt({ pulseMs: 500, gapMs: 300, passage });
        let given = 0;
        let turns = 0;
        for (const [what, waitMs] of happenings) {
          await time.advance(waitMs);
          if (what === "permit") gate.permit(String(given++), 0);
          else {
            turns += 1;
            board.turn();
          }
        }
        await time.advance(LIMITS.waitingPermits * 3_000 + LIMITS.permitMs);

        const told = (kind: GateNews["tell"]) =>
          news.filter(({ tell }) => tell === kind) as { id: string; atMs: number }[];
        const settled = [...told("passed"), ...told("didNotTurn")];
        expect(settled.map(({ id }) => id).sort()).toEqual(
          told("opened")
            .map(({ id }) => id)
            .sort(),
        );
        expect(told("opened").length + told("notOpened").length).toBe(given);
        // Every turn is somebody's, or nobody's.
        expect(told("passed").length + told("turnedUnbidden").length).toBe(turns);
        const spans = openings(board.changes);
        for (const { atMs } of told("didNotTurn"))
          expect(spans.some(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs)).toBe(false);
      }),
      { seed: 20_261_128, numRuns: 200 },
    );
  });
});
