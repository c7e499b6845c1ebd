import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { Stand, TICKETS } from "./stand.js";

const [ticket = "", other = "", third = ""] = TICKETS;

describe("trouble at the service, met by the real kiosk", () => {
  let stand: Stand | null = null;
  afterEach(async () => {
    await stand?.close();
    stand = null;
  });

  it("[P1] nothing is scanned while Device Configure is unanswered; it is sent again until it is", async () => {
    stand = await Stand.withoutKiosk({ kiosk: { timings: { configureTimeoutMs: 200, configureRetryMs: 100 } } });
    await stand.fault({ unreachable: true, how: "silent" });
    await stand.startKiosk();
    await stand.client.until(({ phase, readers }) => phase === "configuring" && readers[0]?.status === "open");
    expect((await stand.client.get("/healthz")).status).toBe(503);
    expect(await stand.scan(ticket)).toMatchObject({ decision: "deny", status: "NOT_CONFIGURED", source: "device" });
    expect(await stand.scans()).toEqual([]);
    await stand.fault({ unreachable: false });
    await stand.client.until(({ phase }) => phase === "operating");
    expect((await stand.client.get("/healthz")).status).toBe(200);
    expect(await stand.scan(ticket)).toMatchObject({ decision: "permit", status: "OKAY" });
  });

  it("[P1] a device that the service goes on refusing says to contact support, and does not scan", async () => {
    const device = {
      venueId: "V-OTHER",
      name: "N",
      mac: "02:00:00:00:00:01",
      gateName: "North",
      serial: "S",
      model: "M",
    };
    const timings = { refusedRetryMs: 50, refusedRetryMaxMs: 100 };
    stand = await Stand.withoutKiosk({ kiosk: { device, timings } });
    await stand.startKiosk();
    const { alarms } = await stand.client.until((state) => state.alarms.some(({ code }) => code === "CONTACT_SUPPORT"));
    expect(alarms.find(({ code }) => code === "CONTACT_SUPPORT")?.message).toMatch(/contact .*support/i);
    await stand.client.until(({ readers }) => readers[0]?.status === "open");
    expect(await stand.scan(ticket)).toMatchObject({ decision: "deny", status: "NOT_CONFIGURED" });
  });

  it("a key that the service no longer takes denies with an alarm, and opens no offline door", async () => {
    stand = await Stand.open();
    expect(await stand.scan(ticket)).toMatchObject({ decision: "permit" });
    await stand.replaceSimulator({ apiKeys: ["the-key-of-another-day"] });
    const verdict = stand.client.nextVerdict();
    stand.line.write(`${other}\r`);
    expect(await verdict).toMatchObject({ decision: "deny", status: "API_KEY_REFUSED", source: "online" });
    const state = await stand.client.until(({ alarms }) => alarms.some(({ code }) => code === "API_KEY_REFUSED"));
    expect(state).toMatchObject({ phase: "operating", connectivity: "online", pendingUploads: 0 });
    expect(await stand.scans(other)).toEqual([]);
  });

  it("[P1] [P10] with a wrong key from the start nothing is permitted, and the key is shown nowhere", async () => {
    stand = await Stand.withoutKiosk({ kiosk: { apiKey: "a-wrong-key-4711" } });
    await stand.startKiosk();
    await stand.client.until(({ alarms }) => alarms.some(({ code }) => code === "API_KEY_REFUSED"));
    await stand.client.until(({ readers }) => readers[0]?.status === "open");
    expect(await stand.scan(ticket)).toMatchObject({ decision: "deny", status: "NOT_CONFIGURED" });
    expect(stand.kiosk.log + JSON.stringify(stand.client.states)).not.toContain("4711");
  });
});

describe("a slow service, met by the real kiosk with the time limits of a real gate", () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await Stand.open({ kiosk: { timings: {} } });
  });
  afterAll(() => stand.close());
  afterEach(() => stand.fault({ unreachable: false }));

  it("[P7] an answer at 2.7 s is obeyed", async () => {
    await stand.client.until(({ connectivity }) => connectivity === "online");
    await stand.fault({ unreachable: false, delayMs: 2_700 });
    const verdict = await stand.scan(ticket);
    expect(verdict).toMatchObject({ decision: "permit", source: "online", inDoubt: false });
    expect(verdict.elapsedMs).toBeGreaterThanOrEqual(2_600);
  });

  it("[P7] an answer at 3.3 s, and a body that drips past 3 s, are not: offline, in doubt, within 3.6 s of the read", async () => {
    for (const [fault, token] of [
      [{ delayMs: 3_300 }, other],
      [{ dripMs: 6_000 }, third],
    ] as const) {
      await stand.client.until(({ connectivity }) => connectivity === "online");
      await stand.fault({ unreachable: false, ...fault });
      const verdict = await stand.scan(token);
      expect(verdict).toMatchObject({ decision: "permit", source: "offline", inDoubt: true });
      expect(verdict.elapsedMs).toBeLessThan(3_600);
      await stand.fault({ unreachable: false });
    }
    await stand.client.until(({ pendingUploads, inDoubt }) => pendingUploads === 0 && inDoubt === 0);
    for (const token of [other, third]) {
      expect((await stand.scans(token)).map(({ mode }) => mode)).toEqual(["online", "offline"]);
    }
  });
});
