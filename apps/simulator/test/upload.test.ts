import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SCAN, startRig, venueFile, type Rig } from "./rig.js";

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
  await rig.device("Main");
});
afterEach(() => rig.close());

const { deviceOs, ...SENDER } = SCAN;

function uploaded(token: string, scanTime: number, scanType: "ENTER" | "EXIT" = "ENTER"): object {
  return { token, scanType, scanTime, deviceOs };
}

async function upload(...scans: readonly object[]): Promise<unknown> {
  return (await rig.presence("POST", "ticket/upload", { ...SENDER, scans })).json;
}

async function listed(query = ""): Promise<readonly Record<string, unknown>[]> {
  return (await rig.admin("GET", `scans${query}`)).json as unknown as Record<string, unknown>[];
}

async function whereIs(token: string): Promise<unknown> {
  const [ticket] = (await rig.admin("GET", `tickets?token=${token}`)).json as unknown as {
    state: { external: string };
  }[];
  return ticket?.state.external;
}

const OKAY = { status: "OKAY", message: "Okay" };

describe("an upload", () => {
  it("is listed as offline, with its original time and its upload time, beside scans that were asked online", async () => {
    const before = Date.now();
    expect(await rig.scan("enter", "A", { scanTime: 1_000, channelId: "W" })).toBe("OKAY");
    expect(await upload(uploaded("B", 500), uploaded("NEVER-HEARD-OF", 600, "EXIT"))).toEqual({
      result: OKAY,
      message: { accepted: 2 },
    });
    const common = { deviceId: 1, gateId: 1, gateName: "Main", venueId: "V1", status: "OKAY" };
    const offline = { ...common, mode: "offline", uploadTimeMs: expect.any(Number) as number };
    expect(await listed()).toMatchObject([
      {
        ...common,
        token: "A",
        scanType: "ENTER",
        scanTimeMs: 1_000,
        mode: "online",
        uploadTimeMs: null,
        channelId: "W",
      },
      { ...offline, token: "B", scanType: "ENTER", scanTimeMs: 500, eventId: "today" },
      { ...offline, token: "NEVER-HEARD-OF", scanType: "EXIT", scanTimeMs: 600, eventId: null },
    ]);
    const [scan] = await listed("?token=B");
    expect(scan?.["uploadTimeMs"]).toBeGreaterThanOrEqual(before);
    expect(await whereIs("B")).toBe("entered");
  });

  it("counts a repeated scan once, in one message and over several", async () => {
    await upload(uploaded("B", 500), uploaded("B", 500), uploaded("B", 501));
    expect(await upload(uploaded("B", 500))).toEqual({ result: OKAY, message: { accepted: 1 } });
    expect(await listed("?token=B")).toHaveLength(2);
  });

  it("is taken from a device that the service has forgotten: only a malformed message fails", async () => {
    const sent = await rig.presence("POST", "ticket/upload", {
      ...SENDER,
      deviceId: 77,
      gateId: 88,
      scans: [uploaded("B", 500)],
    });
    expect(sent.json["result"]).toEqual(OKAY);
    const scans = [uploaded("A", 500), uploaded("B", -1)];
    const refused = await rig.presence("POST", "ticket/upload", { ...SENDER, scans });
    expect(refused).toMatchObject({ code: 400, json: { result: { status: "BAD_REQUEST" } } });
    expect(await listed("?token=A")).toEqual([]);
  });

  it("moves a ticket that the rules would have denied: somebody has passed", async () => {
    await rig.scan("enter", "A", { scanTime: 1_000 });
    await upload(uploaded("A", 2_000));
    expect(await whereIs("A")).toBe("entered");
    await upload(uploaded("A", 3_000, "EXIT"), uploaded("A", 4_000, "EXIT"));
    expect(await whereIs("A")).toBe("exited");
  });

  it("moves a ticket only where it is later than what moved it last, whatever the order", async () => {
    const scans = fc.array(
      fc.record({
        scanTime: fc.integer({ min: 0, max: 50 }),
        scanType: fc.constantFrom("ENTER", "EXIT"),
        online: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    );
    let round = 0;
    await fc.assert(
      fc.asyncProperty(scans, async (sequence) => {
        round += 1;
        const token = `T${round}`;
        await rig.admin("POST", "tickets", { token, eventId: "today" });
        let latest = Number.NEGATIVE_INFINITY;
        let expected = "notEntered";
        for (const { scanTime, scanType, online } of sequence) {
          if (online) {
            const status = await rig.scan(scanType === "ENTER" ? "enter" : "exit", token, { scanTime });
            if (status !== "OKAY" && status !== "EXIT") continue;
            latest = Math.max(latest, scanTime);
          } else {
            await upload({ token, scanTime, scanType, deviceOs });
            if (scanTime <= latest) continue;
            latest = scanTime;
          }
          expected = scanType === "ENTER" ? "entered" : "exited";
        }
        expect(await whereIs(token)).toBe(expected);
      }),
      { numRuns: 25 },
    );
  });
});

describe("a database", () => {
  it("keeps devices, tickets and scans over a restart, and a repeated upload is still the same", async () => {
    const databaseFile = join(rig.folder, "venue.db");
    const first = await startRig(venueFile(), { databaseFile });
    await first.device("Lounge", "02:00:00:00:00:0B");
    await first.device("Main");
    await first.admin("POST", "tickets", { token: "ADDED", eventId: "today" });
    await first.scan("enter", "ADDED", { deviceId: 2 });
    await first.presence("POST", "ticket/upload", { ...SENDER, scans: [uploaded("B", 500)] });
    await first.close();

    const second = await startRig(venueFile(), { databaseFile });
    expect(await second.device("Main")).toBe(2);
    expect((await second.admin("GET", "devices")).json).toMatchObject([{ id: 1, gateName: "Lounge" }, { id: 2 }]);
    expect(await second.scan("enter", "ADDED")).toBe("ALREADY_ENTERED");
    await second.presence("POST", "ticket/upload", { ...SENDER, scans: [uploaded("B", 500)] });
    expect((await second.admin("GET", "scans")).json).toHaveLength(3);
    await second.close();
  });
});
