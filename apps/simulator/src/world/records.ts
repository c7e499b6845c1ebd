import type { TicketState } from "@usher/core";
import type { Ticket } from "../venue/venue.js";

/** A device that was configured, under the id it keeps. Times are Unix milliseconds of the service's clock. */
export interface Device {
  readonly id: number;
  readonly venueId: string;
  readonly mac: string;
  readonly name: string;
  readonly ip: string;
  readonly gateId: number;
  readonly gateName: string;
  readonly serial: string;
  readonly model: string;
  readonly addedMs: number;
  readonly lastSeenMs: number;
}

/** A ticket and where it is. `movedMs` is the scan time of the scan that moved it last; null: never moved. */
export interface TicketRecord {
  readonly ticket: Ticket;
  readonly state: TicketState;
  readonly movedMs: number | null;
}

/**
 * A scan as the service keeps it, whatever it was answered. `scanTimeMs` is the device's clock, `receivedMs` the service's.
 * `mode` "offline": it came by an upload, at `uploadTimeMs`; the service refuses no upload, so its status is OKAY.
 */
export interface ScanRecord {
  readonly token: string;
  readonly scanType: "ENTER" | "EXIT";
  readonly status: string;
  readonly deviceId: number;
  readonly gateId: number;
  readonly gateName: string;
  readonly venueId: string;
  readonly scanTimeMs: number;
  readonly mode: "online" | "offline";
  readonly uploadTimeMs: number | null;
  readonly receivedMs: number;
  readonly deviceOs: string;
  readonly channelId: string | null;
  readonly place: string | null;
  readonly eventId: string | null;
}

/** Which scans to list: those of one token, and only the last so many. Always in the order received. */
export interface ScanQuery {
  readonly token?: string | undefined;
  readonly last?: number | undefined;
}

/**
 * What the world writes down. It reads devices and tickets once, at its start, and holds them in memory; scans are read from
 * here whenever somebody asks. What a `together` does is kept whole or, where it throws, not at all.
 */
export interface Records {
  devices(): readonly Device[];
  /** Those that were saved: moved, or added while the simulator ran. */
  tickets(): readonly TicketRecord[];
  /** In pages that are read as they are asked for; what is added meanwhile is not among them. */
  scans(query: ScanQuery): Iterable<readonly ScanRecord[]>;
  saveDevice(device: Device): void;
  saveTicket(ticket: TicketRecord): void;
  /** False where the same offline scan is already there: same device, token, scan time and type. */
  addScan(scan: ScanRecord): boolean;
  together<Result>(work: () => Result): Result;
  close(): void;
}
