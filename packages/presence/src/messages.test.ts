import { describe, expect, test } from "vitest";
import { DEVICE, IDENTITY, SCAN } from "../test/samples.js";
import {
  configuredDevice,
  deviceAnswer,
  deviceInitRequestOf,
  deviceQueryOf,
  verifiedDevice,
} from "./device-messages.js";
import { envelopeOf } from "./envelope.js";
import { OPERATIONS, servedPaths } from "./operations.js";
import { ticketPlaces, ticketRequestOf } from "./ticket-messages.js";
import { uploadRequestOf } from "./upload-body.js";

describe("requests", () => {
  test("Device Configure carries the fields of the message and no others", () => {
    const identity = { ...IDENTITY, secret: "not for the wire" };
    expect(deviceInitRequestOf(identity)).toEqual(IDENTITY);
  });

  test("Device Information names the venue in both words, and the device by its id", () => {
    expect(deviceQueryOf("V-1", 41)).toEqual({ venue: "V-1", venueId: "V-1", device: "41" });
  });

  test("Ticket Enter and Exit carry the token as read and the ids of the scan's own time", () => {
    expect(ticketRequestOf(SCAN)).toEqual({
      token: "TICKET-0001",
      deviceId: 41,
      gateId: 7,
      gateName: "North",
      venueId: "V-1",
      scanTime: 1_790_000_000_123,
      deviceOs: "Printed",
    });
    expect(ticketRequestOf({ ...SCAN, channelId: "B" })).toMatchObject({ channelId: "B" });
  });

  test("Ticket Upload carries each scan with its original time and direction", () => {
    const exit = { ...SCAN, direction: "exit", scanTimeMs: 5, channelId: "B", deviceOs: "iOS" } as const;
    expect(uploadRequestOf({ device: DEVICE, scans: [SCAN, exit] })).toEqual({
      venueId: "V-1",
      deviceId: 41,
      gateId: 7,
      gateName: "North",
      scans: [
        { token: "TICKET-0001", scanType: "ENTER", scanTime: 1_790_000_000_123, deviceOs: "Printed" },
        { token: "TICKET-0001", scanType: "EXIT", scanTime: 5, deviceOs: "iOS", channelId: "B" },
      ],
    });
  });
});

describe("answers", () => {
  test("Device Configure gives the ids, as numbers or numeric texts; the rest the device knows itself", () => {
    const device = { ...DEVICE, id: 12, gateId: 3 };
    expect(configuredDevice(IDENTITY).parse({ id: 12, gateId: 3 })).toEqual(device);
    expect(configuredDevice(IDENTITY).parse({ id: "12", gateId: "3", gateName: 7, name: "Other" })).toEqual(device);
    expect(configuredDevice(IDENTITY).safeParse({ id: 12 }).success).toBe(false);
    expect(configuredDevice(IDENTITY).safeParse({ id: 12, gateId: null }).success).toBe(false);
  });

  test("Device Information may move the device to another gate", () => {
    expect(verifiedDevice(DEVICE).parse({ id: "41", gateId: "8", gateName: "South" })).toEqual({
      ...DEVICE,
      gateId: 8,
      gateName: "South",
    });
    for (const gateName of [undefined, null, "", 7])
      expect(verifiedDevice(DEVICE).parse({ id: 41, gateId: 7, gateName })).toEqual(DEVICE);
    const whole = { ...DEVICE, localId: 3, ip: "I", mac: "M", serial: "S", model: "O" };
    expect(verifiedDevice(DEVICE).parse(deviceAnswer.parse(whole))).toEqual(DEVICE);
  });

  test("tickets are read as far as they make sense", () => {
    const tickets = [
      { place: "101:A:1", eventId: "E" },
      { place: "101:A:2", eventId: 7, extra: true },
      {},
      { place: 7, eventId: [] },
      null,
      "text",
    ];
    expect(ticketPlaces.parse({ tickets })).toEqual([
      { place: "101:A:1", eventId: "E" },
      { place: "101:A:2", eventId: "7" },
      { place: null, eventId: null },
      { place: null, eventId: null },
    ]);
    for (const message of [undefined, null, {}, { tickets: {} }])
      expect(ticketPlaces.safeParse(message).success).toBe(false);
  });

  test("an envelope is written with the words of its status", () => {
    expect(envelopeOf("OKAY")).toEqual({ result: { status: "OKAY", message: "Okay" }, message: {} });
    expect(envelopeOf("BAD_REQUEST", {}, "token: missing").result.message).toBe("token: missing");
  });
});

test("every operation is served with and without .json", () => {
  expect(Object.values(OPERATIONS).map(({ method, path }) => `${method} ${path}`)).toEqual([
    "POST device/init",
    "GET device",
    "POST ticket/enter",
    "POST ticket/exit",
    "POST ticket/validate",
    "POST ticket/upload",
  ]);
  expect(servedPaths("enter")).toEqual(["ticket/enter", "ticket/enter.json"]);
});
