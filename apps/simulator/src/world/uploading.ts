import { passed } from "@usher/core";
import type { UploadRequest } from "@usher/presence";
import type { TicketRecord } from "./records.js";
import { scanRecord } from "./scan-record.js";
import type { Surroundings } from "./surroundings.js";
import { policyOf } from "./venue-rules.js";

/**
 * Ticket Upload. Every scan is taken, whoever sends it and whatever it says of a ticket: somebody has passed already, and the
 * overview lets only a malformed message fail. A repeated scan counts once. A ticket moves only where the scan is later than
 * the one that moved it last.
 */
export type Upload = (request: UploadRequest) => void;

export function createUpload(surroundings: Surroundings): Upload {
  const { venue, records, clocks, devices, tickets } = surroundings;

  return (request) => {
    const nowMs = clocks.wallMs();
    devices.seen(request.deviceId, request.venueId, nowMs);

    const moved = new Map<string, TicketRecord>();
    records.together(() => {
      for (const uploaded of request.scans) {
        const { token, scanType, scanTime } = uploaded;
        const record = moved.get(token) ?? tickets.get(token) ?? null;
        const scan = scanRecord(request, uploaded, record?.ticket ?? null);
        const received = { status: "OKAY", mode: "offline", uploadTimeMs: nowMs, receivedMs: nowMs } as const;
        const isNew = records.addScan({ ...scan, ...received });
        if (!isNew || record === null || scanTime <= (record.movedMs ?? Number.NEGATIVE_INFINITY)) continue;
        const direction = scanType === "ENTER" ? "enter" : "exit";
        const state = passed(record.state, direction, policyOf(venue, direction, request.gateId));
        moved.set(token, { ...record, state, movedMs: scanTime });
      }
      for (const record of moved.values()) records.saveTicket(record);
    });
    for (const [token, record] of moved) tickets.set(token, record);
    surroundings.changed("devices", "scans", "tickets");
  };
}
