import { describe, expect, test } from "vitest";
import { GateDay } from "../../test/gate-day.js";

const outages = (day: GateDay) => day.report().outages;

describe("an outage", () => {
  test("goes from the first scan decided offline to the next answer, and is drained by its last upload", () => {
    const day = new GateDay();
    day.online("A", "OKAY");
    expect(outages(day)).toEqual([]);
    const first = day.offlinePermit("B", { inDoubt: true });
    const beginMs = day.nowMs;
    const second = day.offlinePermit("C");
    day.offlineDenial("D");
    const lasting = { beginMs, endMs: null, permits: 2, denials: 1, inDoubt: 1, waiting: 2, drainedAtMs: null };
    expect(outages(day)).toEqual([lasting]);
    day.online("D", "NOT_FOUND");
    const ended = { ...lasting, endMs: day.nowMs };
    day.upload(second);
    expect(outages(day)).toEqual([{ ...ended, waiting: 1 }]);
    day.upload(first);
    expect(outages(day)).toEqual([{ ...ended, waiting: 0, drainedAtMs: day.nowMs }]);
  });

  test("ends by an upload where nobody scans, and by a start it does not", () => {
    const day = new GateDay();
    const first = day.offlinePermit("A");
    day.stopped("B", day.begin("B"));
    const second = day.offlinePermit("C");
    day.upload(first, second);
    expect(outages(day)).toMatchObject([{ endMs: day.nowMs, permits: 2, drainedAtMs: day.nowMs }]);
    day.offlineDenial("A");
    expect(outages(day)).toMatchObject([{ permits: 2 }, { permits: 0, denials: 1, endMs: null, drainedAtMs: null }]);
  });

  test("[P14] is drained of a permit that was annulled, and no longer counts it: nobody went in", () => {
    const day = new GateDay();
    const [first, second] = [day.offlinePermit("A"), day.offlinePermit("B")];
    day.upload(first);
    day.annul(second);
    expect(outages(day)).toMatchObject([{ permits: 1, waiting: 0, drainedAtMs: day.nowMs }]);
    day.annul(first);
    expect(outages(day)).toMatchObject([{ permits: 1, waiting: 0 }]);
  });

  test("is not drained while a permit of it lies in quarantine", () => {
    const day = new GateDay();
    const [bad, good] = [day.offlinePermit("A"), day.offlinePermit("B")];
    day.upload(good);
    day.quarantine(bad);
    expect(outages(day)).toMatchObject([{ waiting: 1, drainedAtMs: null }]);
    day.requeue(bad);
    day.upload(bad);
    expect(outages(day)).toMatchObject([{ waiting: 0, drainedAtMs: day.nowMs }]);
  });
});
