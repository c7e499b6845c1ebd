/**
 * What Ticket Upload carries.
 *
 * The public pages say what an upload means (each scan with its original time and device id) and not how its body looks.
 * The shape below is this project's own. An integrator with the partner documentation changes this file and no other: what
 * is built, what a service reads, and what it answers all stand here.
 */
import type { Scan, UploadBatch } from "@usher/core";
import { z } from "zod";
import { deviceOs, id, text, unixMs } from "./fields.js";
import { LIMITS } from "./limits.js";

const uploadedScan = z.object({
  token: text,
  scanType: z.enum(["ENTER", "EXIT"], { error: 'expected "ENTER" or "EXIT"' }),
  scanTime: unixMs,
  deviceOs,
  channelId: text.optional(),
});
/** One scan of a Ticket Upload. */
export type UploadedScan = z.infer<typeof uploadedScan>;

/** Body of Ticket Upload: scans of one device at one gate, under the ids that they were made with. */
export const uploadRequest = z.object({
  venueId: text,
  deviceId: id,
  gateId: id,
  gateName: text,
  scans: z
    .array(uploadedScan, { error: "expected a list of scans" })
    .min(1, { error: "expected at least one scan" })
    .max(LIMITS.uploadScans, { error: `expected at most ${LIMITS.uploadScans} scans: send the rest separately` }),
});
/** Body of Ticket Upload, as a server reads it. */
export type UploadRequest = z.infer<typeof uploadRequest>;

/** The body that uploads a batch. */
export function uploadRequestOf({ device, scans }: UploadBatch): UploadRequest {
  return {
    venueId: device.venueId,
    deviceId: device.id,
    gateId: device.gateId,
    gateName: device.gateName,
    scans: scans.map(uploadedScanOf),
  };
}

function uploadedScanOf(scan: Scan): UploadedScan {
  return {
    token: scan.barcode.token,
    scanType: scan.direction === "enter" ? "ENTER" : "EXIT",
    scanTime: scan.scanTimeMs,
    deviceOs: scan.deviceOs,
    ...(scan.channelId === null ? {} : { channelId: scan.channelId }),
  };
}

/** `message` of a Ticket Upload that was answered OKAY. A refusal is BAD_REQUEST for the whole message and names no scan. */
export const uploadAnswer = z.object({ accepted: z.int().nonnegative() });
/** What Ticket Upload is answered with. */
export type UploadAnswer = z.infer<typeof uploadAnswer>;
