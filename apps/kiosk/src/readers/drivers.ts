import { serialDriver, type SerialSettings } from "@usher/adapters-serial";
import type { ScannerDriver, ScannerInfo, Time } from "@usher/core";
import type { DroppedRead } from "@usher/decoders";

/** What the drivers tell of scanners that nobody else would hear of. */
export interface DriverParts {
  readonly time: Time;
  readonly onDropped: (info: ScannerInfo, read: DroppedRead) => void;
  readonly onUnwritten: (info: ScannerInfo, error: unknown) => void;
}

/** The drivers of this build, one for each kind of reader. Their native libraries load when they are used, each by itself. */
export interface Drivers {
  readonly serial: ScannerDriver<SerialSettings>;
}

/** Makes the drivers, each once: what one finds busy may be held by another reader of this program. */
export function scannerDrivers(parts: DriverParts): Drivers {
  return { serial: serialDriver(parts) };
}
