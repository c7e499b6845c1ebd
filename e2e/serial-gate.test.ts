import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { API_KEY, PIN, Stand, TICKETS } from "./stand.js";

/** A ticket that no other test of this file uses. */
let used = 0;
const freshTicket = () => TICKETS[used++] ?? "";

describe("an external gate, over a serial line, through the real kiosk and the real simulator", () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await Stand.open();
    expect(await stand.client.signIn(PIN)).toBe(200);
  });
  afterAll(async () => stand.close());

  const turn = async (direction: string) => {
    expect((await stand.client.post("/api/direction", { direction })).ok).toBe(true);
    await stand.client.until((state) => state.direction === direction);
  };

  it("[P2] enters once, exits once, and knows no strangers", async () => {
    const ticket = freshTicket();
    expect(await stand.scan(ticket)).toMatchObject({
      decision: "permit",
      status: "OKAY",
      source: "online",
      place: `101:A:${TICKETS.indexOf(ticket)}`,
    });
    expect(await stand.scan(ticket)).toMatchObject({ decision: "deny", status: "ALREADY_ENTERED" });
    await turn("exit");
    expect(await stand.scan(ticket)).toMatchObject({ decision: "permit", status: "OKAY" });
    expect(await stand.scan(ticket)).toMatchObject({ decision: "deny", status: "EXIT_NOT_PERMITTED" });
    await turn("enter");
    expect(await stand.scan("A-STRANGER-S-TICKET")).toMatchObject({ decision: "deny", status: "NOT_FOUND" });
    const scans = await stand.scans(ticket);
    expect(scans.map(({ scanType, status, mode }) => [scanType, status, mode])).toEqual([
      ["ENTER", "OKAY", "online"],
      ["ENTER", "ALREADY_ENTERED", "online"],
      ["EXIT", "OKAY", "online"],
      ["EXIT", "EXIT_NOT_PERMITTED", "online"],
    ]);
  });

  it.each(["refuse", "reset", "silent"])(
    "[P4] [P7] with the service unreachable (%s) it scans on, and every permitted scan arrives once, as it was made",
    async (how) => {
      const [first, second, third] = [freshTicket(), freshTicket(), freshTicket()];
      await stand.fault({ unreachable: true, how });
      const verdicts = [await stand.scan(first), await stand.scan(second), await stand.scan(third)];
      for (const verdict of verdicts)
        expect(verdict).toMatchObject({ decision: "permit", status: "OKAY", source: "offline" });
      expect(verdicts.map(({ inDoubt }) => inDoubt)).toEqual([how !== "refuse", false, false]);
      expect(await stand.scan(second)).toMatchObject({
        decision: "deny",
        status: "ALREADY_ENTERED",
        source: "offline",
      });
      expect(await stand.scan("A-STRANGER-S-TICKET")).toMatchObject({
        decision: "deny",
        status: "NOT_FOUND",
        source: "offline",
      });
      await stand.client.until(
        ({ connectivity, pendingUploads }) => connectivity === "offline" && pendingUploads === 3,
      );

      const backAtMs = Date.now();
      await stand.fault({ unreachable: false });
      const state = await stand.client.until(
        ({ connectivity, pendingUploads }) => connectivity === "online" && pendingUploads === 0,
      );
      for (const [index, token] of [first, second, third].entries()) {
        const scans = await stand.scans(token);
        expect(scans).toMatchObject([
          {
            scanType: "ENTER",
            mode: "offline",
            scanTimeMs: verdicts[index]?.scanTimeMs,
            deviceId: state.device?.id,
            gateId: 1,
          },
        ]);
        expect(scans[0]?.uploadTimeMs).toBeGreaterThanOrEqual(backAtMs);
      }
      expect(await stand.scan(first)).toMatchObject({ decision: "deny", status: "ALREADY_ENTERED", source: "online" });
    },
  );

  it("[P10] has shown neither the key nor a token in full, in its log at the most verbose level and on its pages", async () => {
    const pages = await Promise.all(
      ["/api/state", "/metrics", "/", "/healthz"].map(async (path) => (await stand.client.get(path)).text()),
    );
    const told = [stand.kiosk.log, stand.kiosk.output, JSON.stringify(stand.client.verdicts), ...pages].join("\n");
    expect(stand.kiosk.log.length).toBeGreaterThan(200);
    expect(told).not.toContain(API_KEY);
    for (const token of TICKETS) expect(told).not.toContain(token);
  });
});

describe("a gate of its own", () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await Stand.open();
  });
  afterEach(async () => stand.close());

  it("[P11] a scanner that is unplugged in mid-scan and plugged in again reads on", async () => {
    stand.line.write("HALF-A-TICK");
    await stand.line.unplug();
    await stand.client.until(({ readers }) => readers[0]?.status === "backingOff");
    await stand.line.plug();
    await stand.client.until(({ readers }) => readers[0]?.status === "open");
    const verdict = stand.client.nextVerdict();
    const ticket = freshTicket();
    stand.line.write(`${ticket}\r`);
    expect(await verdict).toMatchObject({ status: "OKAY" });
    expect(await stand.scans(ticket)).toHaveLength(1);
  });

  it("[P6] a restart forgets nothing: ledger, pending scans, the order of uploads", async () => {
    const ticket = freshTicket();
    await stand.fault({ unreachable: true, how: "refuse" });
    const verdict = stand.client.nextVerdict();
    stand.line.write(`${ticket}\r`);
    expect(await verdict).toMatchObject({ decision: "permit", source: "offline" });
    stand.client.close();
    await stand.kiosk.stop("SIGKILL");

    await stand.fault({ unreachable: false });
    await stand.startKiosk();
    await stand.client.until(({ phase, pendingUploads }) => phase === "operating" && pendingUploads === 0);
    expect(await stand.scans(ticket)).toMatchObject([{ mode: "offline" }]);
    await stand.client.until(({ readers }) => readers[0]?.status === "open");
    const again = stand.client.nextVerdict();
    stand.line.write(`${ticket}\r`);
    expect(await again).toMatchObject({ decision: "deny", status: "ALREADY_ENTERED" });
  });
});

describe("an internal gate, over a serial line, through the real kiosk and the real simulator", () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await Stand.open({ gate: "Lounge" });
    await stand.client.signIn(PIN);
  });
  afterAll(async () => stand.close());

  it("obeys rules 4 to 7, online and offline", async () => {
    for (const offline of [false, true]) {
      const ticket = freshTicket();
      await stand.fault({ unreachable: offline, ...(offline ? { how: "refuse" } : {}) });
      await stand.client.post("/api/direction", { direction: "enter" });
      expect(await stand.scan(ticket)).toMatchObject({ decision: "permit", status: "OKAY" });
      expect(await stand.scan(ticket)).toMatchObject({ decision: "deny", status: "INTERNAL_SCAN_ALREADY_ENTERED" });
      await stand.client.post("/api/direction", { direction: "exit" });
      expect(await stand.scan(ticket)).toMatchObject({ decision: "permit" });
      expect(await stand.scan(ticket)).toMatchObject({ decision: "deny", status: "INTERNAL_SCAN_EXIT_NOT_PERMITTED" });
      await stand.client.post("/api/direction", { direction: "enter" });
      expect(await stand.scan(ticket)).toMatchObject({ decision: "permit", status: "OKAY" });
    }
  });
});
