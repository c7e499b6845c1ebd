import { describe, expect, it } from "vitest";
import { TestGate } from "../gate.js";

/** A gate that was offline for these tickets, and is about to upload them. */
async function gateWithQueue(tickets: readonly string[]): Promise<TestGate> {
  const gate = await new TestGate({ tickets, settings: { rereadWindowMs: 0 } }).start();
  gate.service.weather = { kind: "refused" };
  for (const token of tickets) await gate.read(token);
  return gate;
}

/** Moves on, a millisecond at a time and for a minute at most, until this is so. */
async function until(gate: TestGate, isSo: () => boolean): Promise<void> {
  for (let ms = 0; ms < 60_000 && !isSo(); ms++) await gate.time.advance(1);
  expect(isSo()).toBe(true);
}

describe("uploads", () => {
  it("[P4] a reconfiguration while a batch is in hand does not send it a second time", async () => {
    const gate = await gateWithQueue(["T1", "T2"]);
    gate.service.uploadMs = 5_000;
    gate.service.weather = { kind: "fair" };
    await until(gate, () => gate.service.uploads.length > 0);
    expect(gate.scanner.commands.reconfigure()).toBe("accepted");
    await gate.time.advance(60_000);
    expect(gate.service.configured).toHaveLength(2);
    expect(gate.service.uploads).toHaveLength(1);
    expect(gate.state).toMatchObject({ phase: "operating", pendingUploads: 0, alarms: [] });
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
    await until(gate, () => gate.store.counts().quarantined === 7);
    const [again] = gate.store.quarantined();
    gate.scanner.commands.requeue(again?.scanId ?? "");
    await gate.time.advance(60_000);
    expect(gate.state).toMatchObject({ pendingUploads: 8, quarantined: 0 });
    expect(gate.alarmCodes()).toEqual(["UPLOAD_FORMAT_REFUSED"]);
  });
});
