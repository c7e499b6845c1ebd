import { describe, expect, it } from "vitest";
import { VirtualTime } from "../../src/testing/index.js";
import { DEVICE, TestGate } from "../gate.js";

const STORED = { startWithStoredConfiguration: { maxAgeMs: 3_600_000 } };

describe("configuring", () => {
  it("[P1] denies every read until Device Configure was answered OKAY", async () => {
    const gate = new TestGate();
    gate.service.configureWeather = { kind: "silent", processes: false };
    await gate.start();
    expect(await gate.read("T1")).toMatchObject({
      decision: "deny",
      status: "NOT_CONFIGURED",
      source: "device",
      saved: false,
    });
    expect(gate.service.asked).toEqual([]);
    expect(gate.store.journal()).toEqual([]);
  });

  it("sends Device Configure again after a time-out, without end and at most 15 s apart", async () => {
    const gate = new TestGate();
    gate.service.configureWeather = { kind: "silent", processes: true };
    await gate.start();
    await gate.time.advance(5 * 60_000);
    expect(gate.service.configured.length).toBeGreaterThan(15);
    expect(gate.state.phase).toBe("configuring");
    gate.service.configureWeather = null;
    await gate.time.advance(20_000);
    expect(gate.state).toMatchObject({ phase: "operating", connectivity: "online", device: { id: 41, gateId: 7 } });
  });

  it("says to contact support after three errors, and not before", async () => {
    const gate = new TestGate();
    gate.service.configureWeather = { kind: "status", status: "NOT_FOUND" };
    await gate.start();
    expect(gate.state.phase).toBe("refused");
    expect(gate.alarmCodes()).toEqual([]);
    await gate.time.advance(60_000);
    expect(gate.alarmCodes()).toEqual(["CONTACT_SUPPORT"]);
    gate.service.configureWeather = null;
    await gate.time.advance(30_000);
    expect(gate.state).toMatchObject({ phase: "operating", alarms: [] });
  });

  it("[P1] asks Device Information as well where the venue wants it, and does not scan while that is refused", async () => {
    const gate = new TestGate({ settings: { verifyDevice: true } });
    gate.service.weather = { kind: "status", status: "NOT_FOUND" };
    gate.service.configureWeather = { kind: "fair" };
    await gate.start();
    expect(gate.service.probes).toBe(1);
    expect(await gate.read("T1")).toMatchObject({ status: "NOT_CONFIGURED" });
    gate.service.weather = { kind: "fair" };
    await gate.time.advance(30_000);
    expect(gate.state.phase).toBe("operating");
  });

  it("[P1] starts with a stored configuration only where the venue sets it, and only a fresh one of this device", async () => {
    const first = await new TestGate().start();
    await first.scanner.stop();

    const restart = async (settings: object, time = first.time) => {
      const gate = new TestGate({ store: first.store.reopen(), settings, time });
      gate.service.weather = { kind: "refused" };
      await gate.start();
      const verdict = await gate.read("T1");
      return { gate, status: verdict?.status };
    };
    expect((await restart({})).status).toBe("NOT_CONFIGURED");
    expect((await restart({ ...STORED, device: { ...DEVICE, gateName: "South" } })).status).toBe("NOT_CONFIGURED");
    const { gate, status } = await restart(STORED);
    expect(status).toBe("OKAY");
    await gate.goOnline();
    expect(gate.service.configured).toHaveLength(1);
    expect(gate.state).toMatchObject({ phase: "operating", connectivity: "online", pendingUploads: 0 });
    const later = new VirtualTime(first.time.wallMs() + 3_600_001);
    expect((await restart(STORED, later)).status).toBe("NOT_CONFIGURED");
  });

  it("calls for support where Device Information goes on refusing what Device Configure accepts", async () => {
    const gate = new TestGate({ settings: { verifyDevice: true } });
    gate.service.weather = { kind: "status", status: "NOT_FOUND" };
    gate.service.configureWeather = { kind: "fair" };
    await gate.start();
    await gate.time.advance(90_000);
    expect(gate.state.phase).toBe("refused");
    expect(gate.alarmCodes()).toEqual(["CONTACT_SUPPORT"]);
    expect(gate.service.configured.length).toBeLessThan(10);
  });

  it("goes on calling for support, time-outs between the errors or not, until it is answered OKAY", async () => {
    const gate = new TestGate();
    gate.service.configureWeather = { kind: "status", status: "NOT_FOUND" };
    await gate.start();
    await gate.time.advance(60_000);
    expect(gate.alarmCodes()).toEqual(["CONTACT_SUPPORT"]);
    gate.service.configureWeather = { kind: "silent", processes: false };
    await gate.time.advance(60_000);
    gate.service.configureWeather = { kind: "status", status: "NOT_FOUND" };
    await gate.until(() => gate.state.phase === "refused");
    expect(gate.alarmCodes()).toEqual(["CONTACT_SUPPORT"]);
    gate.service.configureWeather = null;
    await gate.time.advance(30_000);
    expect(gate.state).toMatchObject({ phase: "operating", alarms: [] });
  });

  it("says from the first refusal on what the service answered, and in the alarm what to look at", async () => {
    const gate = new TestGate();
    gate.service.configureWeather = { kind: "status", status: "NOT_FOUND" };
    await gate.start();
    const refusals = () => gate.log.filter(({ event }) => event === "configureRefused");
    expect(refusals()).toEqual([
      { level: "warn", event: "configureRefused", data: { answer: expect.stringMatching(/^NOT_FOUND: /) as string } },
    ]);
    await gate.time.advance(60_000);
    const [alarm] = gate.state.alarms;
    expect(alarm?.message).toMatch(/\(NOT_FOUND: .*\): check venueId and gateName .* support$/);
    gate.service.configure = () =>
      Promise.resolve({ kind: "answered", status: "OKAY", message: "Okay", value: null, serviceTimeMs: null });
    await gate.time.advance(60_000);
    expect(refusals().at(-1)?.data).toEqual({ answer: "OKAY without a device id and a gate id" });
  });

  it("[P1] a stored configuration does not stand in for one that the service has refused since the start", async () => {
    const yesterday = await new TestGate().start();
    await yesterday.scanner.stop();
    const gate = new TestGate({ store: yesterday.store.reopen(), time: yesterday.time, settings: STORED });
    gate.service.configureWeather = { kind: "reply", reply: { kind: "unauthorised", httpStatus: 401 } };
    await gate.start();
    expect(gate.state.phase).toBe("refused");
    gate.service.configureWeather = null;
    gate.service.weather = { kind: "refused" }; // somebody pulls the cable
    await gate.time.advance(120_000);
    expect(await gate.read("T1")).toMatchObject({ decision: "deny", status: "NOT_CONFIGURED" });
  });

  it("[P1] nor for one that is being asked for anew: at the start only", async () => {
    const gate = await new TestGate({ settings: STORED }).start();
    gate.service.configureWeather = { kind: "refused" };
    expect(gate.scanner.commands.reconfigure()).toBe("accepted");
    await gate.time.advance(120_000);
    expect(gate.state.phase).toBe("configuring");
    expect(await gate.read("T1")).toMatchObject({ decision: "deny", status: "NOT_CONFIGURED" });
  });

  it("[P1] nor for one that a probe found changed", async () => {
    const gate = await new TestGate({ settings: STORED }).start();
    await gate.goOffline();
    gate.service.configureWeather = { kind: "refused" };
    gate.service.weather = { kind: "status", status: "NOT_FOUND" };
    await gate.time.advance(60_000);
    expect(gate.state.phase).toBe("configuring");
    expect(await gate.read("T1")).toMatchObject({ decision: "deny", status: "NOT_CONFIGURED" });
  });
});
