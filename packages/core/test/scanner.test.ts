import { describe, expect, it } from "vitest";
import type { GatePolicy } from "../src/index.js";
import { MemoryTicketService, VirtualTime } from "../src/testing/index.js";
import { DEVICE, TestGate } from "./gate.js";

const lounge: GatePolicy = { rule: { kind: "internal", multipleEntries: false, zone: "lounge" }, reentry: "afterExit" };

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
    const allowed = { startWithStoredConfiguration: { maxAgeMs: 3_600_000 } };
    const restart = async (settings: object, time = first.time) => {
      const gate = new TestGate({ store: first.store.reopen(), settings, time });
      gate.service.weather = { kind: "refused" };
      await gate.start();
      const verdict = await gate.read("T1");
      return { gate, status: verdict?.status };
    };
    expect((await restart({})).status).toBe("NOT_CONFIGURED");
    expect((await restart({ ...allowed, device: { ...DEVICE, gateName: "South" } })).status).toBe("NOT_CONFIGURED");
    const { gate, status } = await restart(allowed);
    expect(status).toBe("OKAY");
    await gate.goOnline();
    expect(gate.service.configured).toHaveLength(1);
    expect(gate.state).toMatchObject({ phase: "operating", connectivity: "online", pendingUploads: 0 });
    const later = new VirtualTime(first.time.wallMs() + 3_600_001);
    expect((await restart(allowed, later)).status).toBe("NOT_CONFIGURED");
  });
});

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

describe("scanning offline", () => {
  it("[P7] decides the very scan that found the service unreachable, not in doubt where nothing was sent", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "refused" };
    expect(await gate.read("T1")).toMatchObject({
      decision: "permit",
      source: "offline",
      inDoubt: false,
      place: "Block:1:T1",
    });
    expect(gate.state).toMatchObject({ connectivity: "offline", pendingUploads: 1 });
  });

  it("[P3] permits only what a validator accepts and the ledger allows", async () => {
    const gate = await new TestGate().start();
    await gate.goOffline();
    expect(await gate.reads("T1", "T1", "stranger")).toEqual(["OKAY", "ALREADY_ENTERED", "NOT_FOUND"]);
    gate.turn("exit");
    expect(await gate.reads("T1", "T1", "T2")).toEqual(["OKAY", "EXIT_NOT_PERMITTED", "OKAY"]);
  });

  it("[P3] lets nobody out whom it has not seen in, where the venue is strict about exits", async () => {
    const gate = await new TestGate({ settings: { offlineExits: "ledger", direction: "exit" } }).start();
    await gate.goOffline();
    expect(await gate.reads("T2")).toEqual(["EXIT_NOT_PERMITTED"]);
  });

  it("[P4] uploads what it permitted, in order and with the original times, once, and nothing that it denied", async () => {
    const gate = await new TestGate().start();
    await gate.goOffline();
    await gate.read("T2", 5_000);
    gate.time.jumpWall(-3_600_000);
    await gate.read("T1", 5_000);
    await gate.read("T1", 5_000);
    const permitted = gate.opened.map(({ scan }) => scan);
    expect(permitted.map(({ barcode }) => barcode.token)).toEqual(["T2", "T1"]);
    await gate.goOnline();
    await gate.goOnline();
    expect(gate.service.uploaded).toEqual(permitted);
    expect(gate.state).toMatchObject({ pendingUploads: 0, connectivity: "online" });
    expect(gate.state.lastUploadTimeMs).not.toBeNull();
  });

  it("[P5] halves a refused batch until the malformed scans stand alone, and quarantines these", async () => {
    const tickets = Array.from({ length: 64 }, (_, index) => `N${index}`);
    const gate = await new TestGate({ tickets, settings: { rereadWindowMs: 0 } }).start();
    gate.service.weather = { kind: "refused" };
    for (const token of tickets) await gate.read(token);
    gate.service.malformed.add("N17").add("N40");
    await gate.goOnline();
    expect(gate.service.uploaded.map(({ barcode }) => barcode.token)).toEqual(
      tickets.filter((token) => token !== "N17" && token !== "N40"),
    );
    expect(gate.state).toMatchObject({ pendingUploads: 0, quarantined: 2 });
    expect(gate.alarmCodes()).toEqual(["QUARANTINE"]);

    gate.service.malformed.clear();
    for (const { scanId } of gate.store.quarantined()) gate.scanner.commands.requeue(scanId);
    await gate.time.advance(10_000);
    expect(gate.state).toMatchObject({ pendingUploads: 0, quarantined: 0, alarms: [] });
  });

  it("[P5] stops with an alarm and keeps everything where the service refuses the format itself", async () => {
    const tickets = Array.from({ length: 64 }, (_, index) => `N${index}`);
    const gate = await new TestGate({ tickets, settings: { rereadWindowMs: 0 } }).start();
    gate.service.weather = { kind: "refused" };
    for (const token of tickets) await gate.read(token);
    gate.service.uploadWeather = { kind: "status", status: "BAD_REQUEST" };
    await gate.goOnline();
    expect(gate.state).toMatchObject({ pendingUploads: 64, quarantined: 0 });
    expect(gate.alarmCodes()).toEqual(["UPLOAD_FORMAT_REFUSED"]);
    expect(gate.service.uploads.length).toBeLessThan(30);

    gate.service.uploadWeather = null;
    expect(gate.scanner.commands.uploadNow()).toBe("accepted");
    await gate.time.advance(10_000);
    expect(gate.state).toMatchObject({ pendingUploads: 0, alarms: [] });
    expect(gate.service.uploaded).toHaveLength(64);
  });

  it("goes back to configuring where the service no longer knows the device", async () => {
    const gate = await new TestGate().start();
    await gate.goOffline();
    gate.service.gateId = 8;
    await gate.goOnline();
    expect(gate.service.configured).toHaveLength(2);
    expect(gate.state).toMatchObject({ phase: "operating", device: { gateId: 8 } });
  });

  it("comes back only after two good probes, a second apart", async () => {
    const gate = await new TestGate().start();
    await gate.goOffline();
    const probes = gate.service.probes;
    gate.service.weather = { kind: "fair" };
    await gate.until(() => gate.service.probes > probes);
    await gate.time.advance(500);
    expect(gate.state.connectivity).toBe("offline");
    await gate.time.advance(600);
    expect(gate.state.connectivity).toBe("online");
    expect(gate.service.probes).toBe(probes + 2);
  });

  it("keeps probing at most 15 s apart, and refuses to reconfigure meanwhile", async () => {
    const gate = await new TestGate().start();
    await gate.goOffline();
    await gate.time.advance(600_000);
    expect(gate.service.probes).toBeGreaterThanOrEqual(40);
    expect(gate.scanner.commands.reconfigure()).toBe("offline");
  });
});

describe("in doubt", () => {
  it("[P7] a scan that was sent and not answered is never asked again, and is uploaded where it was permitted", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: true };
    expect(await gate.read("T1", 3_000)).toMatchObject({ decision: "permit", inDoubt: true });
    expect(gate.state).toMatchObject({ inDoubt: 1, pendingUploads: 1 });
    await gate.goOnline();
    expect(gate.service.asked).toHaveLength(1);
    expect(gate.service.uploaded).toHaveLength(1);
    expect(gate.state).toMatchObject({ inDoubt: 0, pendingUploads: 0 });
  });

  it("[P7] a later denial of that ticket points to the doubt", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: true };
    await gate.read("T1", 10_000);
    expect((await gate.read("T1", 10_000))?.message).toContain("never answered");
  });

  it("[P7] a stop in the middle of a request leaves the scan in doubt: denied at the next start, never uploaded", async () => {
    const gate = await new TestGate().start();
    gate.service.weather = { kind: "silent", processes: true };
    await gate.read("T1", 100);
    const stopping = gate.scanner.stop();
    await gate.time.advance(2_500);
    await stopping;
    expect(gate.verdicts).toEqual([]);
    const next = await new TestGate({ store: gate.store.reopen() }).start();
    await next.time.advance(60_000);
    expect(next.state).toMatchObject({ inDoubt: 1, pendingUploads: 0 });
    expect(next.service.uploads).toEqual([]);
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

describe("the ledger", () => {
  it("[P6] a ticket permitted offline is refused after a restart, before and after its upload", async () => {
    const gate = await new TestGate().start();
    await gate.goOffline();
    await gate.read("T1");
    await gate.scanner.stop();
    const second = new TestGate({ store: gate.store.reopen() });
    await second.start();
    await second.goOffline();
    expect(await second.reads("T1")).toEqual(["ALREADY_ENTERED"]);
  });

  it("[P6] learns from the service, and an uploaded scan is not forgotten", async () => {
    const gate = await new TestGate().start();
    await gate.reads("T1");
    gate.service.weather = { kind: "status", status: "INVALID_TICKET" };
    await gate.reads("T2");
    await gate.goOffline();
    expect(await gate.reads("T1", "T2", "T3")).toEqual(["ALREADY_ENTERED", "INVALID_TICKET", "OKAY"]);
    await gate.goOnline();
    await gate.goOffline();
    expect(await gate.reads("T3")).toEqual(["ALREADY_ENTERED"]);
  });
});

describe("readers", () => {
  it("[P11] one that is lost is looked for until it is back, and the others read on", async () => {
    const gate = await new TestGate({ lanes: ["1", "2"] }).start();
    gate.scanners[0]?.lose();
    await gate.time.advance(20_000);
    expect(gate.state.readers).toMatchObject([{ id: "reader-1", status: "backingOff" }, { status: "open" }]);
    expect(gate.alarmCodes()).toEqual(["READER_LOST"]);
    expect((await gate.read("T1", 0, 1))?.status).toBe("OKAY");
    gate.scanners[0]?.comeBack();
    await gate.time.advance(5_000);
    expect(gate.state.readers[0]?.status).toBe("open");
    expect(gate.alarmCodes()).toEqual([]);
    expect((await gate.read("T2"))?.status).toBe("OKAY");
  });

  it("one whose source has ended is closed, and not looked for", async () => {
    const gate = await new TestGate().start();
    gate.scanners[0]?.end();
    await gate.time.advance(20_000);
    expect(gate.state.readers[0]).toMatchObject({ status: "closed" });
    expect(gate.scanners[0]?.attempts).toBe(1);
  });

  it("[P13] noise and codes longer than any ticket are nobody's scan", async () => {
    const gate = await new TestGate().start();
    for (const noise of ["", " \r\n", "\u0000", "9".repeat(5_000)]) await gate.read(noise);
    expect(gate.verdicts).toEqual([]);
  });

  it("hear a cue for a verdict, and none for a re-read", async () => {
    const gate = await new TestGate().start();
    await gate.read("T1");
    await gate.read("T1");
    await gate.read("stranger");
    expect(gate.scanners[0]?.cues).toEqual(["permit", "deny"]);
  });
});

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
