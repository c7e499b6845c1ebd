/** What a HID device says that it is: a usage page and a usage of the HID Usage Tables. */
export interface HidUsage {
  readonly usagePage: number;
  readonly usage: number;
}

/** A HID interface as the system lists it. A device with several interfaces is listed several times, under several paths. */
export interface ListedHidDevice {
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
  readonly manufacturer?: string;
  readonly product?: string;
  /** One for each top-level collection of its report descriptor that is reached under this path. */
  readonly usages: readonly HidUsage[];
}

/** Who hears what an open device says. `closed` comes once, with or without anybody having asked for it. */
export interface HidListener {
  /** One input report, beginning with its report id where the device has such. */
  report(bytes: Uint8Array): void;
  closed(cause: unknown): void;
}

/**
 * A HID device that is open. Reports begin with their report id, or with 0 where the device has none. Writing goes in the order of
 * the calls and rejects where the device is closed or gone, or where more than `LIMITS.pendingWrites` calls wait for a
 * device that takes nothing. `close` resolves when the device is free again, also where it is already.
 */
export interface OpenedHidDevice {
  /** Sends an output report. */
  write(report: Uint8Array): Promise<void>;
  sendFeatureReport(report: Uint8Array): Promise<void>;
  /** Reads the feature report with this id. `length` counts the id too. */
  getFeatureReport(id: number, length: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Lists the machine's HID devices; may reject. */
export type ListHidDevices = () => Promise<readonly ListedHidDevice[]>;

/** Opens a device. The listener is attached from the first report on. Rejects with the library's own error. */
export type OpenHidDevice = (path: string, listener: HidListener) => Promise<OpenedHidDevice>;
