import { z } from "zod";

const unixMs = z.int().describe("Unix milliseconds.");

/** A device, as `GET /admin/devices` lists it. */
export const deviceAnswer = z.object({
  id: z.int(),
  venueId: z.string(),
  mac: z.string(),
  name: z.string(),
  ip: z.string(),
  gateId: z.int(),
  gateName: z.string(),
  serial: z.string(),
  model: z.string(),
  addedMs: unixMs,
  lastSeenMs: unixMs,
});

/** A ticket and where it is, as `GET /admin/tickets` lists it. */
export const ticketAnswer = z.object({
  token: z.string(),
  eventId: z.string(),
  place: z.string().nullable(),
  accessGroups: z.array(z.string()),
  mark: z.string().nullable(),
  void: z.boolean(),
  state: z.object({
    external: z.enum(["notEntered", "entered", "exited"]),
    internal: z.record(z.string(), z.enum(["outside", "inside", "left"])).describe("By zone."),
  }),
});

/** A scan, as `GET /admin/scans` lists it. */
export const scanAnswer = z.object({
  token: z.string(),
  scanType: z.enum(["ENTER", "EXIT"]),
  status: z.string().describe("As answered. An uploaded scan is never refused: OKAY."),
  deviceId: z.int(),
  gateId: z.int(),
  gateName: z.string(),
  venueId: z.string(),
  scanTimeMs: unixMs.describe("Unix milliseconds, by the device's clock."),
  mode: z.enum(["online", "offline"]).describe("offline: it was uploaded."),
  uploadTimeMs: unixMs.nullable().describe("When it was uploaded, by the service's clock. Null for an online scan."),
  receivedMs: unixMs,
  deviceOs: z.string(),
  channelId: z.string().nullable(),
  place: z.string().nullable(),
  eventId: z.string().nullable(),
});

/** The venue, as `GET /admin/venue` shows it: without its API keys. */
export const venueAnswer = z.object({
  venueId: z.string(),
  gates: z.array(z.object({ id: z.int(), name: z.string(), rule: z.enum(["external", "internal"]) })),
  events: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      startsMs: unixMs,
      scanningOpensMs: unixMs,
      scanningClosesMs: unixMs,
      active: z.boolean(),
    }),
  ),
});
