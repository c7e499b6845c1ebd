import type { Status } from "@usher/core";
import type { TicketRequest } from "@usher/presence";
import type { Ticket } from "../venue/venue.js";
import { decide } from "./decide.js";
import { createRepeats } from "./repeats.js";
import { scanRecord } from "./scan-record.js";
import type { Surroundings } from "./surroundings.js";
import type { Operation } from "./venue-rules.js";

/** What a scan is answered. `ticket` is null where none was found. */
export interface Answer {
  readonly status: Status;
  readonly ticket: Ticket | null;
}

/** Ticket Enter, Exit and Validate. Null: there is no such device in that venue. */
export type Ask = (operation: Operation, request: TicketRequest) => Answer | null;

export function createAsk(surroundings: Surroundings): Ask {
  const { venue, records, clocks, devices, tickets } = surroundings;
  const repeats = createRepeats(venue.duplicateWindowMs);

  return (operation, request) => {
    const nowMs = clocks.wallMs();
    if (!devices.seen(request.deviceId, request.venueId, nowMs)) return null;

    const scanType = operation === "exit" ? "EXIT" : "ENTER";
    const isRepeat = () => repeats.isRepeat(`${request.deviceId} ${scanType} ${request.token}`, clocks.monotonicMs());
    const record = tickets.get(request.token) ?? null;
    const { status, found, next } = decide(venue, record, operation, request, nowMs, isRepeat);

    // A device whose clock is slow does not turn back the time of a move.
    const movedMs = Math.max(request.scanTime, found?.movedMs ?? request.scanTime);
    const moved = found === null || next === null ? null : { ...found, state: next, movedMs };
    const ticket = found?.ticket ?? null;
    const scan = scanRecord(request, { ...request, scanType }, ticket);
    records.together(() => {
      records.addScan({ ...scan, status, mode: "online", uploadTimeMs: null, receivedMs: nowMs });
      if (moved !== null) records.saveTicket(moved);
    });
    if (moved !== null) tickets.set(request.token, moved);
    surroundings.changed("devices", "scans", "tickets");
    return { status, ticket };
  };
}
