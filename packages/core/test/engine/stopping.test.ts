import { describe, expect, it } from "vitest";
import { MemoryTicketService, VirtualTime } from "../../src/testing/index.js";
import { TestGate } from "../gate.js";

describe("stopping", () => {
  it("ends within 2.5 s with the readers free, and leaves no timer behind", async () => {
    const gate = await new TestGate().start();
    let stopped = false;
    void gate.scanner.stop().then(() => (stopped = true));
    await gate.time.settle();
    expect(stopped).toBe(true);
    expect(gate.scanners[0]?.isOpen).toBe(false);
    expect(gate.time.waiting).toBe(0);
  });

  it("tells whoever typed a ticket in that it was not decided", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: true };
    const typed = gate.scanner.commands.scan("T1");
    await gate.time.settle();
    const stopping = gate.scanner.stop();
    await expect(typed).rejects.toThrow("stopped");
    await stopping;
  });
});

describe("the log", () => {
  it("[P10] bears no token in full", async () => {
    const token = "SECRET-TICKET-4711";
    const time = new VirtualTime();
    const gate = new TestGate({ tickets: [token], time, service: new MemoryTicketService(time, [token]) });
    await gate.start();
    await gate.reads(token, token);
    expect(gate.log.length).toBeGreaterThan(0);
    const withoutPlaces = gate.log.map(({ event, data }) => ({ event, ...data, place: null, tickets: [] }));
    expect(JSON.stringify(withoutPlaces)).not.toContain("SECRET");
    expect(gate.verdicts[0]?.token).toBe("…4711");
  });
});

describe("an alarm of a part", () => {
  it("stands from before the start until whoever raised it clears it", async () => {
    const gate = new TestGate();
    gate.scanner.setAlarm("STORAGE_SET_ASIDE", "look at it");
    await gate.start();
    expect(gate.state.alarms).toEqual([{ code: "STORAGE_SET_ASIDE", message: "look at it" }]);
    gate.scanner.setAlarm("STORAGE_SET_ASIDE", null);
    expect(gate.state.alarms).toEqual([]);
  });
});
