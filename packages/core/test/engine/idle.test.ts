import { describe, expect, it, vi } from "vitest";
import { DEFAULT_TIMINGS, LIMITS } from "../../src/index.js";
import { TestGate } from "../gate.js";

const { idleProbeMs, probeConfirmMs, configureTimeoutMs } = DEFAULT_TIMINGS;

describe("an idle gate", () => {
  it("finds an outage by itself, before the first person stands there", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "refused" };
    await gate.time.advance(idleProbeMs + probeConfirmMs);
    expect(gate.state.connectivity).toBe("offline");
    await gate.goOnline();
    expect(gate.state.connectivity).toBe("online");
    gate.service.weather = { kind: "silent", processes: false };
    await gate.time.advance(idleProbeMs + configureTimeoutMs + probeConfirmMs + configureTimeoutMs);
    expect(gate.state.connectivity).toBe("offline");
  });

  it("asks two to four times a minute, and not at all while scans are answered, or where that is turned off", async () => {
    const idle = await new TestGate().start();
    await idle.time.advance(600_000);
    expect(idle.service.probes).toBeGreaterThanOrEqual(20);
    expect(idle.service.probes).toBeLessThanOrEqual(40);

    const busy = await new TestGate().start();
    for (let second = 0; second < 600; second += 10) await busy.read("T1", 10_000);
    expect(busy.service.probes).toBe(0);

    const off = new TestGate({ settings: { timings: { idleProbeMs: 0 } } });
    const waits = vi.spyOn(off.time, "after");
    await off.start();
    // Node takes a longer timer for one of a millisecond.
    expect(Math.max(...waits.mock.calls.map(([ms]) => ms))).toBeLessThan(2 ** 31);
    await off.time.advance(86_400_000);
    expect(off.service.probes).toBe(0);
  });

  it("holds up no scan while it asks, and believes the scan's answer more than the silence of its probes", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: false };
    await gate.until(() => gate.service.probes === 2);
    gate.service.weather = { kind: "fair" };
    expect(await gate.read("T1")).toMatchObject({ status: "OKAY", source: "online", elapsedMs: 0 });
    gate.service.weather = { kind: "refused" };
    await gate.time.advance(idleProbeMs / 2);
    expect(gate.state.connectivity).toBe("online");
  });

  it("is not made offline by something that is not the service: an alarm says so, and scans are denied", async () => {
    const gate = await new TestGate().start();
    const reply = { kind: "unintelligible", reason: "notAnEnvelope", httpStatus: 200, retryAfterMs: null } as const;
    gate.service.weather = { kind: "reply", reply };
    await gate.time.advance(3 * idleProbeMs);
    expect(gate.state.connectivity).toBe("online");
    expect(gate.alarmCodes()).toContain("UNINTELLIGIBLE_SERVICE");
    expect(await gate.read("T1")).toMatchObject({ decision: "deny", status: "UNINTELLIGIBLE" });
  });

  it("is configured anew where the service has moved it, before it scans for the wrong gate", async () => {
    const gate = await new TestGate().start();
    gate.service.gateId = 8;
    await gate.time.advance(idleProbeMs + 10);
    expect(gate.state.device?.gateId).toBe(8);
    expect(gate.service.configured).toHaveLength(2);
  });
});

describe("a busy gate", () => {
  const says = (status: string) =>
    ({ kind: "answered", status, message: "", value: null, serviceTimeMs: null }) as const;

  it("[P1] asks at a scan that is found malformed whether the service knows it still, and is configured anew", async () => {
    const gate = await new TestGate().start();
    gate.service.configureWeather = { kind: "fair" };
    gate.service.weather = {
      kind: "says",
      says: (operation) => says(operation === "deviceInformation" ? "NOT_FOUND" : "BAD_REQUEST"),
    };
    expect(await gate.read("T1")).toMatchObject({ decision: "deny", status: "BAD_REQUEST" });
    await gate.until(() => gate.service.configured.length === 2);
    gate.service.weather = { kind: "fair" };
    expect(await gate.read("T2")).toMatchObject({ decision: "permit", status: "OKAY" });
  });

  it("goes on where it was only the ticket that is malformed", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = {
      kind: "says",
      says: (operation) => says(operation === "deviceInformation" ? "OKAY" : "BAD_REQUEST"),
    };
    expect(await gate.reads("T1", "T2")).toEqual(["BAD_REQUEST", "BAD_REQUEST"]);
    expect(gate.service.probes).toBe(2);
    expect(gate.service.configured).toHaveLength(1);
    expect(gate.state).toMatchObject({ phase: "operating", connectivity: "online" });
  });

  it("does not ask again at each of them: a code that somebody scans on and on holds up nobody else", async () => {
    const gate = await new TestGate().start();
    gate.service.configureWeather = { kind: "fair" };
    gate.service.weather = {
      kind: "says",
      says: (operation) => says(operation === "deviceInformation" ? "NOT_FOUND" : "BAD_REQUEST"),
    };
    await gate.read("T1", 1_000);
    for (const token of ["T2", "T3", "T4"])
      expect(await gate.read(token, 1_000)).toMatchObject({ status: "BAD_REQUEST" });
    expect(gate.service.configured).toHaveLength(2);
    await gate.time.advance(LIMITS.questionPauseMs);
    await gate.read("T5", 1_000);
    expect(gate.service.configured).toHaveLength(3);
  });
});
