import { describe, expect, it } from "vitest";
import { gateWithQueue, TestGate } from "../gate.js";

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
    const gate = await gateWithQueue(tickets);
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
    const gate = await gateWithQueue(tickets);
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
