import { writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { PresenceProxy } from "./presence-proxy.js";
import { PIN, Stand } from "./stand.js";

const TICKETS = Array.from({ length: 1_000 }, (_, index) => `TICKET-${String(index).padStart(4, "0")}-0123456789`);
const MALFORMED = [17, 450, 999].map((index) => TICKETS[index] ?? "");
const BATCH = 200;
/** To find one among a batch costs two requests for each halving. */
const EXTRA_UPLOADS = MALFORMED.length * Math.ceil(Math.log2(BATCH)) * 2;
/** Fewer than may wait in a lane at once. */
const GROUP = 100;

let stand: Stand;
let proxy: PresenceProxy;
afterEach(async () => {
  await stand.close();
  await proxy.close();
});

/** Everybody passes a kiosk whose service is away. */
async function passOffline(): Promise<void> {
  stand = await Stand.withoutKiosk({
    tickets: TICKETS,
    kiosk: { readers: [{ kind: "stdin" }], logLevel: "warn" },
  });
  proxy = await PresenceProxy.before(stand.presence);
  writeFileSync(stand.configurationFile, JSON.stringify({ ...stand.configuration, endpoint: proxy.endpoint }));
  await stand.startKiosk();
  await stand.client.until(({ phase, connectivity }) => phase === "operating" && connectivity === "online");
  proxy.isDown = true;
  for (let from = 0; from < TICKETS.length; from += GROUP) {
    const group = TICKETS.slice(from, from + GROUP);
    stand.kiosk.child.stdin.write(group.map((token) => `${token}\n`).join(""));
    for (let shown = 0; shown < group.length; shown += 1) {
      expect(await stand.client.nextVerdict()).toMatchObject({ decision: "permit" });
    }
  }
  await stand.client.until(({ pendingUploads }) => pendingUploads === TICKETS.length);
}

describe("a thousand scans of which three are malformed", () => {
  it("[P5] 997 are uploaded and three quarantined, in few requests; queued again, they arrive as well", async () => {
    await passOffline();
    for (const token of MALFORMED) proxy.malformed.add(token);
    proxy.isDown = false;
    await stand.client.until(({ pendingUploads, quarantined }) => pendingUploads === 0 && quarantined === 3);
    const wellFormed = TICKETS.filter((token) => !MALFORMED.includes(token));
    expect(await stand.uploaded()).toEqual(wellFormed);
    expect(proxy.uploads.length).toBeLessThanOrEqual(TICKETS.length / BATCH + EXTRA_UPLOADS);

    expect(await stand.client.signIn(PIN)).toBe(200);
    const list = await (await stand.client.get("/api/quarantine")).text();
    expect(JSON.parse(list)).toMatchObject({ total: 3, scans: [{ token: "…6789" }, {}, {}] });
    for (const token of MALFORMED) expect(list).not.toContain(token);
    const lines = (await (await stand.client.get("/api/quarantine.ndjson")).text()).trim().split("\n");
    const exported = lines.map((line) => (JSON.parse(line) as { scan: { barcode: { token: string } } }).scan.barcode);
    expect(exported.map(({ token }) => token)).toEqual(MALFORMED);
    expect(stand.client.state.alarms.map(({ code }) => code)).toEqual(["QUARANTINE"]);

    proxy.malformed.clear();
    const again = await stand.client.post("/api/quarantine/requeue", { all: true });
    expect(await again.json()).toEqual({ requeued: 3 });
    const settled = await stand.client.until(({ pendingUploads, quarantined }) => pendingUploads + quarantined === 0);
    expect(settled.alarms).toEqual([]);
    expect((await stand.uploaded()).toSorted()).toEqual(TICKETS);
  });
});
