import { describe, expect, it } from "vitest";
import type { GatePolicy } from "../../src/index.js";
import { TestGate } from "../gate.js";

const lounge: GatePolicy = { rule: { kind: "internal", multipleEntries: false, zone: "lounge" }, reentry: "afterExit" };

describe("scanning online", () => {
  it("[P2] obeys the service: external enter, enter again, exit, exit again, unknown", async () => {
    const gate = await new TestGate().start();
    expect(await gate.reads("T1", "T1", "stranger")).toEqual(["OKAY", "ALREADY_ENTERED", "NOT_FOUND"]);
    gate.turn("exit");
    expect(await gate.reads("T1", "T1")).toEqual(["OKAY", "EXIT_NOT_PERMITTED"]);
    expect(gate.opened.map(({ scan }) => scan.direction)).toEqual(["enter", "exit"]);
  });

  it("obeys an internal gate's rules as well", async () => {
    const gate = await new TestGate({ gate: lounge }).start();
    expect(await gate.reads("T1", "T1")).toEqual(["OKAY", "INTERNAL_SCAN_ALREADY_ENTERED"]);
    gate.turn("exit");
    expect(await gate.reads("T1", "T1")).toEqual(["OKAY", "INTERNAL_SCAN_EXIT_NOT_PERMITTED"]);
  });

  it("shows a status that nobody knows as received, and denies", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "status", status: "BLUE_MOON" };
    expect(await gate.read("T1")).toMatchObject({ decision: "deny", status: "BLUE_MOON", source: "online" });
  });

  it("[P10] masks a token that the service quotes in its own words", async () => {
    const gate = await new TestGate().start();
    const message = "no ticket TICKET-4711 here";
    const reply = { kind: "answered", status: "BLUE_MOON", message, value: null, serviceTimeMs: null } as const;
    gate.service.weather = { kind: "says", says: () => reply };
    expect((await gate.read("TICKET-4711"))?.message).toBe("no ticket …711 here");
  });

  it("obeys an answer at 2.7 s", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "fair", delayMs: 2_700 };
    expect(await gate.read("T1", 2_700)).toMatchObject({ status: "OKAY", source: "online", elapsedMs: 2_700 });
  });

  it("[P7] does not obey an answer at 3.3 s: the scan is decided offline, in doubt, at 3 s", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "fair", delayMs: 3_300 };
    expect(await gate.read("T1", 3_600)).toMatchObject({
      decision: "permit",
      source: "offline",
      inDoubt: true,
      elapsedMs: 3_000,
    });
    expect(gate.service.asked).toHaveLength(1);
  });

  it("denies with an alarm where the key is refused, and does not go offline", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "reply", reply: { kind: "unauthorised", httpStatus: 401 } };
    expect(await gate.read("T1", 10_000)).toMatchObject({
      decision: "deny",
      status: "API_KEY_REFUSED",
      source: "online",
    });
    expect(gate.state.connectivity).toBe("online");
    expect(gate.alarmCodes()).toEqual(["API_KEY_REFUSED"]);
    gate.service.weather = { kind: "fair" };
    expect(await gate.read("T1")).toMatchObject({ status: "OKAY" });
    expect(gate.alarmCodes()).toEqual([]);
  });

  it("denies what makes no sense, and calls for support when it goes on", async () => {
    const gate = await new TestGate().start();
    const reply = { kind: "unintelligible", reason: "redirect", httpStatus: 302, retryAfterMs: null } as const;
    gate.service.weather = { kind: "reply", reply };
    expect(await gate.reads("T1", "T2")).toEqual(["REDIRECTED", "REDIRECTED"]);
    gate.service.weather = { kind: "reply", reply: { ...reply, reason: "notAnEnvelope" } };
    expect(await gate.reads("T3")).toEqual(["UNINTELLIGIBLE"]);
    expect(gate.alarmCodes()).toEqual(["UNINTELLIGIBLE_SERVICE", "CONTACT_SUPPORT"]);
    expect(gate.state.connectivity).toBe("online");
  });

  it("[P2] while the service does not know of an offline permit, the ledger must agree", async () => {
    const gate = await new TestGate().start();
    await gate.goOffline();
    expect((await gate.read("T1", 10_000))?.status).toBe("OKAY");
    gate.service.uploadWeather = { kind: "status", status: "GENERAL_ERROR" };
    await gate.goOnline();
    expect(gate.state).toMatchObject({ connectivity: "online", pendingUploads: 1 });
    expect(await gate.read("T1", 10_000)).toMatchObject({
      decision: "deny",
      status: "ALREADY_ENTERED",
      source: "online",
    });
  });
});

describe("re-reads", () => {
  it("[P8] shows the same scan again, sends nothing and opens nothing", async () => {
    const gate = await new TestGate().start();
    const first = await gate.read("T1", 1_500);
    const again = await gate.read("T1", 1_500);
    const third = await gate.read("T1", 2_500);
    expect(again).toMatchObject({ scanId: first?.scanId, status: "OKAY", repeated: true });
    expect(third?.repeated).toBe(true);
    expect(await gate.read("T1")).toMatchObject({ repeated: false, status: "ALREADY_ENTERED" });
    expect(gate.opened).toHaveLength(1);
    expect(gate.service.asked).toHaveLength(2);
  });

  it("[P8] a read during the decision joins it", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "fair", delayMs: 1_000 };
    await gate.read("T1", 500);
    await gate.read("T1", 5_000);
    expect(gate.verdicts).toHaveLength(1);
  });

  it("[P8] a ticket typed in by hand, another direction or another lane is a scan of its own", async () => {
    const gate = await new TestGate({ lanes: ["1", "2"] }).start();
    await gate.read("T1");
    expect((await gate.scanner.commands.scan("T1")).status).toBe("ALREADY_ENTERED");
    expect((await gate.read("T1", 0, 1))?.repeated).toBe(false);
    gate.turn("exit");
    expect(await gate.read("T1")).toMatchObject({ repeated: false, status: "OKAY" });
  });

  it("[P8] what was not decided is no scan to repeat", async () => {
    const gate = new TestGate();
    gate.service.configureWeather = { kind: "silent", processes: false };
    await gate.start();
    expect((await gate.read("T1"))?.status).toBe("NOT_CONFIGURED");
    gate.service.configureWeather = null;
    await gate.time.advance(7_000);
    expect((await gate.read("T1"))?.status).toBe("OKAY");
  });
});

describe("lanes", () => {
  it("run side by side, but for scans of one ticket", async () => {
    const gate = await new TestGate({ lanes: ["1", "2"] }).start();
    gate.service.weather = { kind: "fair", delayMs: 1_000 };
    gate.scanners[0]?.emit("T1");
    gate.scanners[1]?.emit("T2");
    await gate.time.advance(1_000);
    expect(gate.verdicts).toHaveLength(2);
    gate.scanners[0]?.emit("T3");
    gate.scanners[1]?.emit("T3");
    await gate.time.advance(1_000);
    expect(gate.verdicts).toHaveLength(3);
    await gate.time.advance(1_000);
    expect(gate.verdicts.map(({ status }) => status)).toEqual(["OKAY", "OKAY", "OKAY", "ALREADY_ENTERED"]);
  });

  it("turn away a read that waited over 2 s, without asking", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "fair", delayMs: 2_500 };
    gate.scanners[0]?.emit("T1");
    gate.scanners[0]?.emit("T2");
    await gate.time.advance(2_500);
    expect(gate.verdicts.map(({ status }) => status)).toEqual(["OKAY", "SCAN_AGAIN"]);
    expect(gate.service.asked).toHaveLength(1);
  });

  it("hold at most 256 waiting reads", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: false };
    for (let index = 0; index <= 256; index++) gate.scanners[0]?.emit(`W${index}`);
    expect(gate.verdicts).toMatchObject([{ status: "SCAN_AGAIN", saved: false }]);
  });
});
