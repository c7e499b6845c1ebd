import type { Barcode } from "./barcode.js";
import type { ConfiguredDevice } from "./device.js";
import type { Direction } from "./gate.js";

/** How a ticket was presented: `"Printed"` for a barcode, the phone's system for tap to enter. */
export type DeviceOs = "Printed" | "iOS" | "Android";

/** The id that the store gives a scan: unique and growing within one store. */
export type ScanId = string;

/**
 * One read of a ticket, with all that an upload needs later. Immutable from the moment of the read.
 *
 * `scanTimeMs` is the wall clock at the read, in Unix milliseconds; `skewMs` is how far the service's clock was ahead of ours
 * when last seen (null: never seen). `device` holds the ids of that time: a later re-configuration does not change them.
 */
export interface Scan {
  readonly barcode: Barcode;
  readonly direction: Direction;
  readonly device: ConfiguredDevice;
  readonly scanTimeMs: number;
  readonly skewMs: number | null;
  readonly deviceOs: DeviceOs;
  readonly channelId: string | null;
  readonly readerId: string;
  readonly lane: string;
}

/** A scan that waits for its upload, under the id the store gave it. */
export interface QueuedScan {
  readonly scanId: ScanId;
  readonly scan: Scan;
}
