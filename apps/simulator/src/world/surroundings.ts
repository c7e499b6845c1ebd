import type { Venue } from "../venue/venue.js";
import type { Devices } from "./devices.js";
import type { Records, TicketRecord } from "./records.js";

/** What the world keeps lists of. */
export type ListName = "devices" | "tickets" | "scans";

/** The service's clocks, in milliseconds: Unix time, and one that only grows. */
export interface Clocks {
  wallMs(): number;
  monotonicMs(): number;
}

/** What the operations of the world work on. */
export interface Surroundings {
  readonly venue: Venue;
  readonly records: Records;
  readonly clocks: Clocks;
  readonly devices: Devices;
  /** By token, in the order added. Changed only after `records` has written the change down. */
  readonly tickets: Map<string, TicketRecord>;
  /** Says that these lists have changed. */
  readonly changed: (...lists: readonly ListName[]) => void;
}
