import type { ConfiguredDevice, DeviceIdentity } from "@usher/core";
import { z } from "zod";
import { id, text } from "./fields.js";

/** Body of Device Configure. All fields are required; `ip` is the address at the time of configuration. */
export const deviceInitRequest = z.object({
  venueId: text,
  /** Friendly name, as TM1 Entry lists it. */
  name: text,
  mac: text,
  ip: text,
  gateName: text,
  serial: text,
  model: text,
});
/** Body of Device Configure, as a server reads it. */
export type DeviceInitRequest = z.infer<typeof deviceInitRequest>;

/** The body that configures a device: the fields of the message and no others. */
export function deviceInitRequestOf(identity: DeviceIdentity): DeviceInitRequest {
  const { venueId, name, mac, ip, gateName, serial, model } = identity;
  return { venueId, name, mac, ip, gateName, serial, model };
}

/** `message` of a Device Configure that was answered OKAY. `id` is the device id of every later call. */
export const deviceInitAnswer = z.object({
  id,
  venueId: text,
  name: text,
  mac: text,
  ip: text,
  gateId: id,
  serial: text,
  model: text,
});
/** What Device Configure is answered with. */
export type DeviceInitAnswer = z.infer<typeof deviceInitAnswer>;

/** The same as a client reads it: the two ids are news, the rest only repeats what the device said of itself. */
export function configuredDevice({ name, venueId, gateName }: DeviceIdentity): z.ZodType<ConfiguredDevice> {
  return deviceInitAnswer
    .pick({ id: true, gateId: true })
    .transform((answer) => ({ ...answer, name, venueId, gateName }));
}

/** Which device a Device Information asks for: by its MAC, by its id, or by both. */
export interface DeviceQuery {
  readonly venueId: string;
  readonly mac: string | null;
  readonly deviceId: number | null;
}

/**
 * Query of Device Information, as a service reads it. The venue arrives as `venue` or as `venueId` (the published page used
 * both words), the device as `mac` or `device`. Other parameters, such as the API key, are ignored.
 */
export const deviceQuery = z
  .object({ venue: text.optional(), venueId: text.optional(), mac: text.optional(), device: id.optional() })
  .refine((query) => query.venue !== undefined || query.venueId !== undefined, {
    path: ["venue"],
    error: "expected the venue's id, as venue or venueId",
  })
  .refine((query) => query.venue === undefined || query.venueId === undefined || query.venue === query.venueId, {
    path: ["venue"],
    error: "venue and venueId differ: send the same id in both, or only one",
  })
  .refine((query) => query.mac !== undefined || query.device !== undefined, {
    path: ["device"],
    error: "expected the device, as mac or device",
  })
  .transform((query): DeviceQuery => ({
    venueId: query.venue ?? query.venueId ?? "",
    mac: query.mac ?? null,
    deviceId: query.device ?? null,
  }));

/** Query of Device Information, as a client sends it: both words for the venue, so that either kind of service reads it. */
export function deviceQueryOf(
  venueId: string,
  deviceId: number,
): Readonly<Record<"venue" | "venueId" | "device", string>> {
  return { venue: venueId, venueId, device: String(deviceId) };
}

/** `message` of a Device Information that was answered OKAY. */
export const deviceAnswer = z.object({
  id,
  name: text,
  venueId: text,
  localId: z.union([z.string(), z.int()]),
  gateId: id,
  gateName: text,
  ip: text,
  mac: text,
  serial: text,
  model: text,
});
/** What Device Information is answered with. */
export type DeviceAnswer = z.infer<typeof deviceAnswer>;

/** The same as a client reads it: where the device stands now. The gate's name may be missing, the ids may not. */
export function verifiedDevice(device: ConfiguredDevice): z.ZodType<ConfiguredDevice> {
  return deviceAnswer
    .pick({ id: true, gateId: true })
    .extend({ gateName: text.optional().catch(undefined) })
    .transform(({ gateName = device.gateName, ...ids }) => ({ ...device, ...ids, gateName }));
}
