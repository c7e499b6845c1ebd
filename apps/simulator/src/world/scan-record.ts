import type { UploadedScan, UploadRequest } from "@usher/presence";
import type { Ticket } from "../venue/venue.js";
import type { ScanRecord } from "./records.js";

/** What a scan says of itself, without what the service makes of it. */
export function scanRecord(
  sender: Pick<UploadRequest, "venueId" | "deviceId" | "gateId" | "gateName">,
  scan: UploadedScan,
  ticket: Ticket | null,
): Omit<ScanRecord, "status" | "mode" | "uploadTimeMs" | "receivedMs"> {
  return {
    token: scan.token,
    scanType: scan.scanType,
    deviceId: sender.deviceId,
    gateId: sender.gateId,
    gateName: sender.gateName,
    venueId: sender.venueId,
    scanTimeMs: scan.scanTime,
    deviceOs: scan.deviceOs,
    channelId: scan.channelId ?? null,
    place: ticket?.place ?? null,
    eventId: ticket?.eventId ?? null,
  };
}
