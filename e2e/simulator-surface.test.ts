import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Stand, TICKETS } from "./stand.js";

/** What others script against: fields may be added, never renamed. */
const SCAN_FIELDS = ["token", "scanType", "status", "deviceId", "gateId", "scanTimeMs", "mode", "uploadTimeMs"];
const DEVICE_FIELDS = ["id", "name", "mac", "gateId", "gateName", "lastSeenMs"];

describe("the simulator's surface", () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await Stand.open();
  });
  afterAll(async () => stand.close());

  it("prints where it is, and each address answers a GET", async () => {
    const line = stand.simulator.output;
    expect(line.split("\n")).toHaveLength(2);
    const { url, presence, admin } = JSON.parse(line) as Record<string, string>;
    for (const address of [url, presence, admin]) expect((await fetch(address ?? "")).ok).toBe(true);
    expect(presence).toMatch(/\/presence\/v1\/$/);
    expect(admin).toMatch(/\/admin\/$/);
    expect((await fetch(new URL("/presence/v1/", url))).ok).toBe(true);
  });

  it("lists devices and scans with every field, takes tickets and shows its fault", async () => {
    const ticket = TICKETS[2] ?? "";
    await stand.scan(ticket);
    const [device] = (await stand.ask("GET", "devices")) as object[];
    for (const field of DEVICE_FIELDS) expect(device).toHaveProperty(field);
    const [scan] = await stand.scans(ticket);
    for (const field of SCAN_FIELDS) expect(scan).toHaveProperty(field);
    expect(scan).toMatchObject({ mode: "online", uploadTimeMs: null });
    await stand.ask("POST", "tickets", { token: "SOLD-AT-THE-DOOR-0001", eventId: "E1" });
    expect(await stand.scan("SOLD-AT-THE-DOOR-0001")).toMatchObject({ decision: "permit" });
    expect(await stand.ask("GET", "faults")).toMatchObject({ unreachable: false });
  });

  it("keeps its page and its control surface while the Presence listener is unreachable", async () => {
    await stand.fault({ unreachable: true, how: "refuse" });
    await expect(fetch(stand.presence)).rejects.toThrow("fetch failed");
    expect((await fetch(new URL("/", stand.admin))).ok).toBe(true);
    await stand.fault({ unreachable: false });
    expect((await fetch(stand.presence)).ok).toBe(true);
    await stand.client.until(({ connectivity }) => connectivity === "online");
  });
});

it("the simulator ends within 3 s of SIGTERM", async () => {
  const stand = await Stand.withoutKiosk();
  const { code, elapsedMs } = await stand.simulator.stop();
  await stand.close();
  expect(code).toBe(0);
  expect(elapsedMs).toBeLessThan(3_000);
});
