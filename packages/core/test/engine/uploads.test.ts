import { describe, expect, it } from "vitest";
import { gateWithQueue, TestGate } from "../gate.js";

describe("uploads", () => {
  it("[P4] a reconfiguration while a batch is in hand does not send it a second time", async () => {
    const gate = await gateWithQueue(["T1", "T2"]);
    await gate.beginUpload(5_000);
    expect(gate.scanner.commands.reconfigure()).toBe("accepted");
    await gate.time.advance(60_000);
    expect(gate.service.configured).toHaveLength(2);
    expect(gate.service.uploads).toHaveLength(1);
    expect(gate.state).toMatchObject({ phase: "operating", pendingUploads: 0, alarms: [] });
  });

  it("that alone find nobody there, while probes and scans are answered, back off and hardly take the gate offline", async () => {
    const gate = await gateWithQueue(["T1", "T2"]);
    const reply = { kind: "unreachable", cause: "gateway", sent: true } as const;
    gate.service.uploadWeather = { kind: "reply", reply };
    gate.service.weather = { kind: "fair" };
    await gate.time.advance(60_000);
    let onlineSeconds = 0;
    const before = gate.service.uploads.length;
    for (let second = 0; second < 600; second++) {
      await gate.time.advance(1_000);
      onlineSeconds += Number(gate.state.connectivity === "online");
    }
    expect(onlineSeconds).toBeGreaterThan(540);
    expect(gate.service.uploads.length - before).toBeLessThan(30);
    gate.service.uploadWeather = null;
    await gate.time.advance(120_000);
    expect(gate.state).toMatchObject({ connectivity: "online", pendingUploads: 0 });
  });

  it("[P5] a scan that an operator queued again in vain counts once among the lone refusals", async () => {
    const malformed = Array.from({ length: 8 }, (_, index) => `M${index}`);
    const gate = await gateWithQueue(malformed.slice(0, 7));
    for (const token of malformed) gate.service.malformed.add(token);
    await gate.goOnline();
    expect(gate.state).toMatchObject({ pendingUploads: 0, quarantined: 7 });

    const [again] = gate.store.quarantined();
    gate.scanner.commands.requeue(again?.scanId ?? "");
    await gate.time.advance(10_000);
    expect(gate.state).toMatchObject({ pendingUploads: 0, quarantined: 7 });
    expect(gate.alarmCodes()).toEqual(["QUARANTINE"]);
  });

  it("[P5] the eighth lone refusal stops the uploads even where the operator has just queued one of them again", async () => {
    const tickets = Array.from({ length: 8 }, (_, index) => `M${index}`);
    const gate = await gateWithQueue(tickets);
    for (const token of tickets) gate.service.malformed.add(token);
    gate.service.weather = { kind: "fair" };
    await gate.until(() => gate.store.counts().quarantined === 7);
    const [again] = gate.store.quarantined();
    gate.scanner.commands.requeue(again?.scanId ?? "");
    await gate.time.advance(60_000);
    expect(gate.state).toMatchObject({ pendingUploads: 8, quarantined: 0 });
    expect(gate.alarmCodes()).toEqual(["UPLOAD_FORMAT_REFUSED"]);
  });

  it("[P5] a refused format stays an alarm until something is taken: setting scans aside is no success", async () => {
    const tickets = Array.from({ length: 8 }, (_, index) => `M${index}`);
    const gate = await new TestGate({ tickets, settings: { rereadWindowMs: 0 } }).start();
    for (const token of tickets) gate.service.malformed.add(token);
    gate.service.uploadWeather = { kind: "status", status: "GENERAL_ERROR" };
    for (const [gateId, tokens] of [
      [7, tickets.slice(0, 4)],
      [8, tickets.slice(4)],
    ] as const) {
      gate.service.gateId = gateId;
      gate.scanner.commands.reconfigure();
      await gate.time.settle();
      gate.service.weather = { kind: "refused" };
      for (const token of tokens) await gate.read(token);
      await gate.goOnline();
    }
    gate.service.uploadWeather = null;
    await gate.until(() => gate.alarmCodes().includes("UPLOAD_FORMAT_REFUSED"));

    let cleared = false;
    gate.scanner.state$.subscribe(({ alarms }) => {
      cleared ||= !alarms.some(({ code }) => code === "UPLOAD_FORMAT_REFUSED");
    });
    gate.scanner.commands.uploadNow();
    await gate.time.advance(60_000);
    expect(cleared).toBe(false);
    gate.service.malformed.clear();
    gate.scanner.commands.uploadNow();
    await gate.time.advance(60_000);
    expect(gate.state).toMatchObject({ pendingUploads: 0, quarantined: 0, alarms: [] });
  });
});
