import { describe, expect, test } from "vitest";
import { deviceInitRequest, deviceQuery } from "./device-messages.js";
import { LIMITS } from "./limits.js";
import { parseRequest } from "./parsed-request.js";
import { ticketRequest } from "./ticket-messages.js";
import { uploadRequest } from "./upload-body.js";

const INIT = { venueId: "V", name: "N", mac: "M", ip: "I", gateName: "G", serial: "S", model: "O" };
const TICKET = { token: "T", deviceId: 1, gateId: 2, gateName: "G", venueId: "V", scanTime: 3, deviceOs: "Printed" };
const UPLOADED = { token: "T", scanType: "ENTER", scanTime: 3, deviceOs: "Printed" };
const UPLOAD = { venueId: "V", deviceId: 1, gateId: 2, gateName: "G", scans: [UPLOADED] };

describe("a good request", () => {
  test("is read, its ids as integers, and what nobody knows is passed over", () => {
    expect(parseRequest(deviceInitRequest, { ...INIT, extra: 1 })).toEqual({ ok: true, value: INIT });
    expect(parseRequest(ticketRequest, { ...TICKET, deviceId: "1", gateId: "002", extra: {} })).toEqual({
      ok: true,
      value: TICKET,
    });
    expect(parseRequest(uploadRequest, { ...UPLOAD, deviceId: "1", scans: [{ ...UPLOADED, extra: [] }] })).toEqual({
      ok: true,
      value: UPLOAD,
    });
  });

  test.each([
    [
      { venue: "V", device: "7" },
      { venueId: "V", mac: null, deviceId: 7 },
    ],
    [
      { venueId: "V", mac: "M" },
      { venueId: "V", mac: "M", deviceId: null },
    ],
    [
      { venue: "V", venueId: "V", mac: "M", device: "7", apikey: "K" },
      { venueId: "V", mac: "M", deviceId: 7 },
    ],
  ])("of Device Information names venue and device in either word: %j", (query, value) => {
    expect(parseRequest(deviceQuery, query)).toEqual({ ok: true, value });
  });
});

describe("a bad request", () => {
  test.each([
    [deviceInitRequest, undefined, "request: "],
    [deviceInitRequest, "text", "request: "],
    [deviceInitRequest, { ...INIT, mac: undefined }, "mac: expected a text"],
    [deviceInitRequest, { ...INIT, name: "", ip: 7 }, "name: expected a text that is not empty; ip: expected a text"],
    [ticketRequest, { ...TICKET, deviceId: "12a" }, "deviceId: expected an integer that is not negative"],
    [ticketRequest, { ...TICKET, gateId: -1 }, "gateId: expected an integer that is not negative"],
    [ticketRequest, { ...TICKET, gateId: 1.5 }, "gateId: expected an integer that is not negative"],
    [ticketRequest, { ...TICKET, deviceId: "1".repeat(16) }, "deviceId: expected an integer"],
    [ticketRequest, { ...TICKET, scanTime: "3" }, "scanTime: expected Unix milliseconds"],
    [ticketRequest, { ...TICKET, scanTime: 3.5 }, "scanTime: expected Unix milliseconds"],
    [ticketRequest, { ...TICKET, scanTime: -3 }, "scanTime: expected Unix milliseconds, not negative"],
    [ticketRequest, { ...TICKET, deviceOs: "Symbian" }, 'deviceOs: expected "Printed" for a barcode'],
    [ticketRequest, { ...TICKET, token: "" }, "token: expected a text that is not empty"],
    [ticketRequest, { ...TICKET, channelId: null }, "channelId: expected a text"],
    [uploadRequest, { ...UPLOAD, scans: undefined }, "scans: expected a list of scans"],
    [uploadRequest, { ...UPLOAD, scans: [] }, "scans: expected at least one scan"],
    [uploadRequest, { ...UPLOAD, scans: [{ ...UPLOADED, scanType: "enter" }] }, 'expected "ENTER" or "EXIT"'],
    [deviceQuery, {}, "venue: expected the venue's id, as venue or venueId; device: expected the device"],
    [deviceQuery, { venue: "V", venueId: "W", mac: "M" }, "venue: venue and venueId differ"],
    [deviceQuery, { venue: ["V", "V"], mac: "M" }, "venue: expected a text"],
  ])("is told what is wrong with which field (%#)", (schema, input, fault) => {
    const parsed = parseRequest(schema, input);
    if (parsed.ok) throw new Error("expected a fault");
    expect(parsed.fault).toContain(fault);
  });

  test("is never told which scan of an upload is at fault, and an equal fault is told once", () => {
    const bad = { ...UPLOADED, scanTime: "later" };
    expect(parseRequest(uploadRequest, { ...UPLOAD, scans: [UPLOADED, bad, bad] })).toEqual({
      ok: false,
      fault: "scans[].scanTime: expected Unix milliseconds, an integer",
    });
  });

  test("hears only the first few of many faults, and how many more there are", () => {
    const parsed = parseRequest(deviceInitRequest, {});
    if (parsed.ok) throw new Error("expected a fault");
    expect(parsed.fault.split("; ")).toHaveLength(LIMITS.namedFaults + 1);
    expect(parsed.fault).toMatch(/; and 2 more$/);
  });

  test("of too many scans is told how many are taken", () => {
    const scans = Array.from({ length: LIMITS.uploadScans + 1 }, () => UPLOADED);
    expect(parseRequest(uploadRequest, { ...UPLOAD, scans: scans.slice(1) }).ok).toBe(true);
    expect(parseRequest(uploadRequest, { ...UPLOAD, scans })).toEqual({
      ok: false,
      fault: `scans: expected at most ${LIMITS.uploadScans} scans: send the rest separately`,
    });
  });
});
