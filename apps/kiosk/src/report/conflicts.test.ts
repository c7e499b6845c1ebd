import { describe, expect, test } from "vitest";
import { atService, GateDay } from "../../test/gate-day.js";
import { DEVICE } from "../../test/scripted-gate.js";
import { ServiceView, type BorderRule, type ServiceScan } from "./service-view.js";

const EXTERNAL: BorderRule = { kind: "external" };
const own = { deviceId: DEVICE.id, gateName: DEVICE.gateName };

function report(day: GateDay, scans: ServiceScan[], rule = EXTERNAL, internalGates: string[] = []) {
  return day.report({ service: new ServiceView(scans, rule, internalGates) });
}

describe("entered twice", () => {
  test("another device admitted the ticket before or after, online or offline", () => {
    const day = new GateDay();
    day.offlinePermit("A");
    const earlier = atService("A", day.nowMs - 60_000);
    const later = atService("A", day.nowMs + 60_000, { mode: "offline" });
    const { counts, enteredTwice } = report(day, [later, earlier]);
    expect(enteredTwice).toMatchObject([
      { other: { gateName: "South", deviceId: 99, scanTimeMs: earlier.scanTimeMs, mode: "online" } },
      { other: { scanTimeMs: later.scanTimeMs, mode: "offline" } },
    ]);
    expect(counts).toMatchObject({ enteredTwice: 2, ticketsAtRisk: 1 });
  });

  test("not by its own upload, nor by the request that was in doubt", () => {
    const day = new GateDay();
    const scanId = day.offlinePermit("A", { inDoubt: true });
    const online = atService("A", day.nowMs, own);
    day.upload(scanId);
    const { enteredTwice, doubts } = report(day, [online, { ...online, mode: "offline" }]);
    expect(enteredTwice).toEqual([]);
    expect(doubts).toMatchObject([{ atService: "OKAY" }]);
  });

  test("not by a scan that the gate denied, though the service took it: nobody passed", () => {
    const day = new GateDay();
    day.stopped("A", day.begin("A"));
    const taken = atService("A", day.nowMs, own);
    day.offlinePermit("A");
    expect(report(day, [taken])).toMatchObject({ enteredTwice: [], doubts: [{ atService: "OKAY" }] });
    expect(report(day, [])).toMatchObject({ doubts: [{ atService: null }] });
  });

  test("[P14] not by a permit that was annulled, before its upload or after: nobody passed", () => {
    const day = new GateDay();
    const elsewhere = atService("A", day.nowMs);
    const [withdrawn, uploaded] = [day.offlinePermit("A"), day.offlinePermit("A")];
    const known = atService("A", day.nowMs, { ...own, mode: "offline" });
    day.annul(withdrawn);
    day.upload(uploaded);
    day.annul(uploaded);
    expect(report(day, [elsewhere, known]).enteredTwice).toEqual([]);
  });

  test("not where the other was refused, or an exit lies between", () => {
    const day = new GateDay();
    day.offlinePermit("A");
    const atMs = day.nowMs;
    const refused = atService("A", atMs - 1, { status: "NOT_FOUND" });
    const out = atService("A", atMs + 1, { scanType: "EXIT", status: "EXIT" });
    const again = atService("A", atMs + 2);
    expect(report(day, [refused, out, again]).enteredTwice).toEqual([]);
    expect(report(day, [refused, { ...out, status: "EXIT_NOT_PERMITTED" }, again]).enteredTwice).toHaveLength(1);
  });

  test("an internal gate is not the venue's border, and has a border of its own", () => {
    const day = new GateDay();
    day.offlinePermit("A");
    const lounge = atService("A", day.nowMs + 1, { gateName: "Lounge" });
    const same = atService("A", day.nowMs + 2, { gateName: DEVICE.gateName });
    expect(report(day, [lounge], EXTERNAL, ["Lounge"]).enteredTwice).toEqual([]);
    const once: BorderRule = { kind: "internal", multipleEntries: false };
    expect(report(day, [lounge], once).enteredTwice).toEqual([]);
    expect(report(day, [same], once).enteredTwice).toHaveLength(1);
    expect(report(day, [same], { kind: "internal", multipleEntries: true }).enteredTwice).toEqual([]);
  });

  test("is not claimed to be known where nobody has brought what the service knows", () => {
    const day = new GateDay();
    day.offlinePermit("A");
    const { counts } = day.report();
    expect(counts).toMatchObject({ enteredTwice: null, ticketsAtRisk: 0 });
  });
});
