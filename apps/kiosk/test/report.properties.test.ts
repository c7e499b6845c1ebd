import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JournalEntry } from "@usher/core";
import { JournalReading } from "../src/report/report.js";
import { ServiceView, type ServiceScan } from "../src/report/service-view.js";
import { atService, GateDay } from "./gate-day.js";
import { DEVICE } from "./scripted-gate.js";

const ticket = fc.constantFrom("A", "B", "C");
const direction = fc.constantFrom("enter" as const, "exit" as const);
const pick = fc.nat();
const step = fc.oneof(
  fc.record({ do: fc.constant("begin" as const), ticket, direction }),
  fc.record({
    do: fc.constant("online" as const),
    ticket,
    direction,
    status: fc.constantFrom("OKAY", "ALREADY_ENTERED", "API_KEY_REFUSED"),
  }),
  fc.record({ do: fc.constant("permit" as const), ticket, direction, inDoubt: fc.boolean() }),
  fc.record({ do: fc.constant("deny" as const), ticket, direction, inDoubt: fc.boolean() }),
  fc.record({ do: fc.constantFrom("upload" as const, "quarantine" as const, "requeue" as const), pick }),
  fc.record({ do: fc.constant("annul" as const), pick }),
);

function lived(steps: readonly (typeof step extends fc.Arbitrary<infer Step> ? Step : never)[]): GateDay {
  const day = new GateDay();
  for (const each of steps) {
    if (each.do === "begin") day.begin(each.ticket, each.direction);
    else if (each.do === "online") day.online(each.ticket, each.status, each);
    else if (each.do === "permit") day.offlinePermit(each.ticket, each);
    else if (each.do === "deny") day.offlineDenial(each.ticket, each);
    else {
      const from = each.do === "requeue" ? day.store.quarantined() : day.store.pending(DEVICE.id, 1_000);
      const one = from[each.pick % (from.length || 1)];
      if (one !== undefined) day[each.do](one.scanId);
    }
  }
  return day;
}

describe("a report of any day", () => {
  test("counts as the store does, and every permit of an outage once", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const day = lived(steps);
        const { counts, doubts, outages } = day.report();
        const { pending, quarantined, inDoubt } = day.store.counts();
        expect(counts).toMatchObject({ waiting: pending, quarantined });
        expect(doubts.filter(({ uploadedAtMs }) => uploadedAtMs === null)).toHaveLength(inDoubt);
        expect(outages.reduce((sum, { permits }) => sum + permits, 0)).toBe(counts.permits);
        expect(outages.reduce((sum, { waiting }) => sum + waiting, 0)).toBe(pending + quarantined);
        for (const [index, { beginMs }] of outages.entries()) {
          if (index > 0) expect(outages[index - 1]?.endMs).toBeLessThanOrEqual(beginMs);
        }
      }),
    );
  });

  test("holds against a journal with gaps, as one that was salvaged has them", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.infiniteStream(fc.boolean()), (steps, kept) => {
        const day = lived(steps);
        const reading = new JournalReading();
        const gaps: JournalEntry[] = [];
        for (const entry of day.store.journal()) {
          if (kept.next().value) reading.apply(entry);
          else gaps.push(entry);
        }
        const { counts } = reading.report({ madeAtMs: day.nowMs, sinceMs: null, service: null, wholeTokens: false });
        const whole = day.report().counts;
        const annulled = day.store.journal({ state: "annulled" }).length; // what annulled a permit may be lost
        expect(counts.permits).toBeLessThanOrEqual(whole.permits + annulled);
        if (gaps.length === 0) expect(counts).toEqual(whole);
      }),
    );
  });

  test("[P10] shows no token unless that is asked for", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 10 }), (doubts) => {
        const day = new GateDay();
        for (const [at, inDoubt] of doubts.entries()) day.offlinePermit(`TICKET-4711-${at}`, { inDoubt });
        const shown = (wholeTokens: boolean) => JSON.stringify(day.report({ wholeTokens }));
        expect(shown(false)).not.toContain("4711");
        expect(shown(true)).toContain("4711");
      }),
    );
  });
});

describe("entered twice", () => {
  /** Passages with one ticket in time order: by whom, which way, and how far the service knows of it. */
  const passage = fc.record({
    here: fc.boolean(),
    direction,
    known: fc.constantFrom("not" as const, "uploaded" as const, "inDoubt" as const),
  });

  function day(passages: readonly (typeof passage extends fc.Arbitrary<infer P> ? P : never)[]) {
    const gate = new GateDay();
    const known: ServiceScan[] = [];
    for (const { here, direction: way, known: how } of passages) {
      const scanType = way === "enter" ? "ENTER" : "EXIT";
      if (!here) known.push(atService("A", (gate.nowMs += 1_000), { scanType }));
      else {
        gate.offlinePermit("A", { direction: way, inDoubt: how === "inDoubt" });
        const scan = { scanType, deviceId: DEVICE.id, gateName: DEVICE.gateName } as const;
        if (how !== "not") known.push(atService("A", gate.nowMs, { ...scan, mode: "offline" }));
        if (how === "inDoubt") known.push(atService("A", gate.nowMs, scan));
      }
    }
    return { gate, known };
  }

  const found = (gate: GateDay, known: readonly ServiceScan[]) => {
    const service = new ServiceView(known, { kind: "external" }, []);
    const { enteredTwice } = gate.report({ service });
    return enteredTwice.map(({ scanTimeMs, other }) => [scanTimeMs, other.scanTimeMs]);
  };

  test("is the same in whatever order the service tells, and however much it knows of our own scans", () => {
    fc.assert(
      fc.property(fc.array(passage, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (passages, random) => {
        const { gate, known } = day(passages);
        const shuffled = known
          .map((scan) => ({ scan, at: random.next().value }))
          .sort((one, other) => one.at - other.at)
          .map(({ scan }) => scan);
        const others = known.filter(({ deviceId }) => deviceId !== DEVICE.id);
        expect(found(gate, shuffled)).toEqual(found(gate, known));
        expect(found(gate, others)).toEqual(found(gate, known));
      }),
    );
  });

  test("is never where ways alternate, and is for each further entry where all are entries and ours", () => {
    fc.assert(
      fc.property(fc.array(passage, { maxLength: 12 }), (passages) => {
        const alternating = passages.map((each, at) => ({
          ...each,
          direction: at % 2 === 0 ? ("enter" as const) : ("exit" as const),
        }));
        const inAndOut = day(alternating);
        expect(found(inAndOut.gate, inAndOut.known)).toEqual([]);
        const entries = day(passages.map((each) => ({ ...each, here: true, direction: "enter" as const })));
        expect(found(entries.gate, entries.known)).toHaveLength(Math.max(0, passages.length - 1));
      }),
    );
  });
});
