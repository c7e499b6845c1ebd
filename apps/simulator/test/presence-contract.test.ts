import { presenceService } from "@usher/presence";
import type { ConfiguredDevice, DeviceIdentity, Scan } from "@usher/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_KEY, ask, DEVICE, keyed, SCAN, startRig, type Rig } from "./rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.device("Main"); // What is asked about below is the first device.
});
afterAll(() => rig.close());

describe("Device Configure", () => {
  it("answers the device's ids, and keeps the id of a MAC that is configured again", async () => {
    const first = await rig.presence("POST", "device/init", { ...DEVICE, gateName: "Main" });
    expect(first).toMatchObject({ code: 200, json: { result: { status: "OKAY", message: "Okay" } } });
    expect(first.json["message"]).toEqual({ ...DEVICE, id: 1, gateId: 1 });

    expect(await rig.device("Main", "02:00:00:00:00:0B")).toBeGreaterThan(1);
    const again = await rig.presence("POST", "device/init", {
      ...DEVICE,
      mac: DEVICE.mac.toUpperCase(),
      name: "Moved",
      gateName: "Lounge",
    });
    expect(again.json["message"]).toMatchObject({ id: 1, gateId: 2, name: "Moved" });
  });

  it.each([
    ["NOT_FOUND", 200, { ...DEVICE, gateName: "No such gate" }],
    ["NOT_FOUND", 200, { ...DEVICE, gateName: "Main", venueId: "another" }],
    ["BAD_REQUEST", 400, DEVICE],
    ["BAD_REQUEST", 400, []],
  ])("answers %s, HTTP %i", async (status, code, body) => {
    expect(await rig.presence("POST", "device/init", body)).toMatchObject({ code, json: { result: { status } } });
  });
});

describe("Device Information", () => {
  it.each([
    ["OKAY", "device?venue=V1&device=1"],
    ["OKAY", "device?venueId=V1&mac=02:00:00:00:00:01"],
    ["OKAY", "device.json?venue=V1&venueId=V1&device=1"],
    ["NOT_FOUND", "device?venue=V2&device=1"],
    ["NOT_FOUND", "device?venue=V1&device=99"],
    ["NOT_FOUND", "device?venue=V1&device=2&mac=02:00:00:00:00:01"],
    ["BAD_REQUEST", "device?venue=V1"],
    ["BAD_REQUEST", "device?device=1"],
    ["BAD_REQUEST", "device?venue=V1&device=one"],
  ])("answers %s to %s", async (status, path) => {
    expect((await rig.presence("GET", path)).json["result"]).toMatchObject({ status });
  });
});

describe("the wire", () => {
  it("has an index that needs no key", async () => {
    expect(await ask("GET", rig.simulator.addresses.presence)).toMatchObject({ code: 200, json: { venueId: "V1" } });
  });

  it.each(["", "?apikey=", "?apikey=wrong", `?apikey=wrong&apikey=${API_KEY}`, `?apiKey=${API_KEY}`])(
    "answers a gateway fault to the key %j, before it looks at anything else",
    async (query) => {
      const told = await ask("POST", `${rig.simulator.addresses.presence}ticket/enter${query}`, {});
      expect(told.code).toBe(401);
      expect(told.json).toEqual({
        fault: { faultstring: "Invalid ApiKey", detail: { errorcode: "oauth.v2.InvalidApiKey" } },
      });
    },
  );

  it("knows every path with and without .json", async () => {
    for (const path of ["device/init", "ticket/enter", "ticket/exit", "ticket/validate", "ticket/upload"]) {
      for (const suffix of ["", ".json"]) {
        expect((await rig.presence("POST", `${path}${suffix}`, {})).json["result"]).toMatchObject({
          status: "BAD_REQUEST",
        });
      }
    }
  });

  it("answers BAD_REQUEST to a body that is no JSON, has another type, or is too large", async () => {
    const url = keyed(`${rig.simulator.addresses.presence}ticket/enter`);
    const bodies = [
      { body: "{", type: "application/json" },
      { body: "token=A", type: "application/x-www-form-urlencoded" },
      { body: JSON.stringify({ token: "A".repeat(2 * 1024 * 1024) }), type: "application/json" },
    ];
    for (const { body, type } of bodies) {
      const response = await fetch(url, { method: "POST", body, headers: { "content-type": type } });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(response.status).toBeLessThan(500);
      expect(await response.json()).toMatchObject({ result: { status: "BAD_REQUEST" } });
    }
  });

  it("answers JSON to a path or method that does not exist", async () => {
    expect(await rig.presence("GET", "ticket/enter")).toMatchObject({ code: 404, json: { fault: {} } });
    expect(await rig.presence("POST", "ticket/burn", {})).toMatchObject({ code: 404, json: { fault: {} } });
  });

  it("is served by the listener of the page too", async () => {
    const url = keyed(`${rig.simulator.addresses.url}presence/v1/device?venue=V1&device=1`);
    expect((await ask("GET", url)).json["result"]).toMatchObject({ status: "OKAY" });
  });
});

describe("the client of @usher/presence", () => {
  it("configures, asks and uploads", async () => {
    const service = presenceService({ endpoint: rig.simulator.addresses.presence, apiKey: API_KEY });
    const { signal } = new AbortController();
    const identity: DeviceIdentity = { ...DEVICE, mac: "02:00:00:00:00:0C", gateName: "Main" };
    const configured = await service.configure(identity, signal);
    if (configured.kind !== "answered" || configured.value === null) throw new Error(`configure: ${configured.kind}`);
    const device: ConfiguredDevice = configured.value;
    expect(await service.deviceInformation(device, signal)).toMatchObject({ kind: "answered", status: "OKAY" });

    const scan = scanBy(device, "A");
    expect(await service.ask(scan, signal)).toMatchObject({
      status: "OKAY",
      value: [{ place: "101:A:1", eventId: "today" }],
    });
    expect(await service.upload({ device, scans: [scan, scanBy(device, "B")] }, signal)).toMatchObject({
      status: "OKAY",
      value: { accepted: 2 },
    });
    await service.close();
  });
});

function scanBy(device: ConfiguredDevice, token: string): Scan {
  return {
    barcode: { token, ticketKey: token, symbology: null },
    direction: "enter",
    device,
    scanTimeMs: rig.clocks.wallMs(),
    skewMs: null,
    deviceOs: SCAN.deviceOs as "Printed",
    channelId: "W",
    readerId: "1",
    lane: "1",
  };
}
