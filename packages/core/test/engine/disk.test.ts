import { describe, expect, it } from "vitest";
import { TestGate } from "../gate.js";

describe("trouble with the disk", () => {
  it("[P9] sends nothing that it could not note before", async () => {
    const gate = await new TestGate().start();
    gate.store.failNext("begin", "full");
    expect(await gate.read("T1", 10_000)).toMatchObject({ decision: "deny", status: "STORAGE_FAILED", saved: false });
    expect(gate.service.asked).toEqual([]);
    expect(gate.alarmCodes()).toEqual(["STORAGE_FAILED"]);
    expect(await gate.read("T1")).toMatchObject({ status: "OKAY" });
    expect(gate.alarmCodes()).toEqual([]);
  });

  it("[P13] opens nothing for a permit that could not be saved; the scan stays in doubt", async () => {
    const gate = await new TestGate().start();
    gate.store.failNext("commit", "full");
    expect(await gate.read("T1")).toMatchObject({
      decision: "deny",
      status: "STORAGE_FAILED",
      inDoubt: true,
      saved: false,
    });
    expect(gate.opened).toEqual([]);
    expect(gate.store.unfinished()).toHaveLength(1);
  });

  it("[P9] starts on a full disk with an alarm; what was begun stays in doubt until the disk works", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: true };
    await gate.read("T1", 100);
    const store = gate.store.reopen();
    store.failNext("commit", "full");
    const next = await new TestGate({ store }).start();
    expect(next.alarmCodes()).toContain("STORAGE_FAILED");
    expect(store.unfinished()).toHaveLength(1);
    const later = await new TestGate({ store: store.reopen() }).start();
    expect(later.store.unfinished()).toEqual([]);
    expect(later.state.inDoubt).toBe(1);
  });

  it("[P9] still shows a denial that could not be saved", async () => {
    const gate = await new TestGate().start();
    gate.store.failNext("commit", "readOnly");
    expect(await gate.read("stranger")).toMatchObject({ decision: "deny", status: "NOT_FOUND", saved: false });
  });
});
