import { describe, expect, it } from "vitest";
import type { UnreachableCause } from "../../src/index.js";
import { TestGate } from "../gate.js";

const unreachable = (cause: UnreachableCause) =>
  ({ kind: "reply", reply: { kind: "unreachable", cause, sent: false } }) as const;

describe("what is said of a service", () => {
  it("that is not reached: why, and what to look at, from the first attempt on and until it is reached", async () => {
    const gate = new TestGate();
    gate.service.configureWeather = unreachable("name");
    await gate.start();
    expect(gate.state.serviceTrouble).toMatch(/its name is not found: .* endpoint in the configuration/);
    gate.service.configureWeather = unreachable("connectTimeout");
    await gate.time.advance(15_000);
    expect(gate.state).toMatchObject({ phase: "configuring", alarms: [] });
    expect(gate.state.serviceTrouble).toContain("firewall");
    gate.service.configureWeather = null;
    await gate.time.advance(15_000);
    expect(gate.state).toMatchObject({ phase: "operating", serviceTrouble: null });
  });

  it("that goes away in mid-work, too", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = unreachable("refused");
    await gate.read("T1");
    expect(gate.state).toMatchObject({ connectivity: "offline" });
    expect(gate.state.serviceTrouble).toContain("no connection can be made");
  });

  it.each([
    [302, /HTTP 302\): check its address, and whether this network wants a login first$/],
    [200, /HTTP 200\): check its address, and whether this network wants a login first$/],
    [404, /HTTP 404\): check its address$/],
    [429, /HTTP 429\): it was asked too often, ask Ticketmaster support for a higher limit$/],
    [500, /HTTP 500\): the service fails, tell Ticketmaster support$/],
  ])("that answers HTTP %d without an envelope: what to do about that", async (httpStatus, words) => {
    const gate = await new TestGate().start();
    const reply = { kind: "unintelligible", reason: "httpStatus", httpStatus, retryAfterMs: null } as const;
    gate.service.weather = { kind: "reply", reply };
    await gate.read("T1");
    expect(gate.state.alarms[0]).toMatchObject({
      code: "UNINTELLIGIBLE_SERVICE",
      message: expect.stringMatching(words) as string,
    });
  });

  it.each([
    [40_000, "is 40 s behind the service's: set it"],
    [-3_600_000, "is 3600 s ahead of the service's: set it"],
  ])("whose clock is %d ms ahead of this device's: which of them is behind", async (aheadMs, words) => {
    const gate = await new TestGate().start();
    const serviceTimeMs = gate.time.wallMs() + aheadMs;
    const reply = { kind: "answered", status: "NOT_FOUND", message: "", value: null, serviceTimeMs } as const;
    gate.service.weather = { kind: "says", says: () => reply };
    await gate.read("T1");
    expect(gate.state.alarms).toMatchObject([
      { code: "CLOCK_WRONG", message: expect.stringContaining(words) as string },
    ]);
  });
});
