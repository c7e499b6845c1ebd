import type { ConfiguredDevice, DeviceIdentity, Scan, UploadBatch } from "@usher/core";
import fc from "fast-check";

export const IDENTITY: DeviceIdentity = {
  venueId: "V-1",
  name: "North 1",
  mac: "02:00:00:00:00:01",
  ip: "192.0.2.10",
  gateName: "North",
  serial: "S-1",
  model: "M-1",
};

export const DEVICE: ConfiguredDevice = { id: 41, name: "North 1", venueId: "V-1", gateId: 7, gateName: "North" };

export const SCAN: Scan = {
  barcode: { token: "TICKET-0001", ticketKey: "TICKET-0001", symbology: "]Q1" },
  direction: "enter",
  device: DEVICE,
  scanTimeMs: 1_790_000_000_123,
  skewMs: 5,
  deviceOs: "Printed",
  channelId: null,
  readerId: "r1",
  lane: "main",
};

/** A signal that nobody aborts. */
export function never(): AbortSignal {
  return new AbortController().signal;
}

const anyText = fc.string({ minLength: 1, unit: "binary" });
const anyId = fc.nat({ max: 999_999_999_999_999 });

export const anyIdentity: fc.Arbitrary<DeviceIdentity> = fc.record({
  venueId: anyText,
  name: anyText,
  mac: anyText,
  ip: anyText,
  gateName: anyText,
  serial: anyText,
  model: anyText,
});

export const anyDevice: fc.Arbitrary<ConfiguredDevice> = fc.record({
  id: anyId,
  name: anyText,
  venueId: anyText,
  gateId: anyId,
  gateName: anyText,
});

export const anyScan: fc.Arbitrary<Scan> = fc.record({
  barcode: fc.record({ token: anyText, ticketKey: anyText, symbology: fc.option(anyText) }),
  direction: fc.constantFrom("enter" as const, "exit" as const),
  device: anyDevice,
  scanTimeMs: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
  skewMs: fc.option(fc.integer()),
  deviceOs: fc.constantFrom("Printed" as const, "iOS" as const, "Android" as const),
  channelId: fc.option(anyText),
  readerId: anyText,
  lane: anyText,
});

export const anyBatch: fc.Arbitrary<UploadBatch> = fc.record({
  device: anyDevice,
  scans: fc.array(anyScan, { minLength: 1, maxLength: 5 }),
});
