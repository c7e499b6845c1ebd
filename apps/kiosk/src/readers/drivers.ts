import {
  hidPosDriver,
  keyboardDriver,
  type HidDriverOptions,
  type HidPosSettings,
  type KeyboardScannerSettings,
} from "@usher/adapters-hid";
import { serialDriver, type SerialDriverOptions, type SerialSettings } from "@usher/adapters-serial";
import { usbDriver, type UsbDriverOptions, type UsbSettings } from "@usher/adapters-usb";
import type { ScannerDriver, ScannerInfo, Time } from "@usher/core";
import type { DroppedRead } from "@usher/decoders";
import { given } from "../given.js";

/** The ways to open devices. */
export interface Openers {
  readonly openDevice: NonNullable<HidDriverOptions["openDevice"]>;
  readonly openPort: NonNullable<SerialDriverOptions["openPort"]>;
  readonly claimInterface: NonNullable<UsbDriverOptions["claimInterface"]>;
}

/** What the drivers tell of scanners that nobody else would hear of; and ways to open devices other than the machine's own. */
export interface DriverParts extends Partial<Openers> {
  readonly time: Time;
  readonly onDropped: (info: ScannerInfo, read: DroppedRead) => void;
  readonly onUnwritten: (info: ScannerInfo, error: unknown) => void;
}

/** The drivers of this build, one for each kind of reader. Their native libraries load when they are used, each by itself. */
export interface Drivers {
  readonly hid: ScannerDriver<HidPosSettings>;
  readonly serial: ScannerDriver<SerialSettings>;
  readonly usb: ScannerDriver<UsbSettings>;
  readonly keyboard: ScannerDriver<KeyboardScannerSettings>;
}

/** Makes the drivers, in the order in which one scanner that several could read is given to them. */
export function scannerDrivers({ openDevice, openPort, claimInterface, ...parts }: DriverParts): Drivers {
  const hid = { ...parts, ...given({ openDevice }) };
  return {
    hid: hidPosDriver(hid),
    serial: serialDriver({ ...parts, ...given({ openPort }) }),
    usb: usbDriver({ ...parts, ...given({ claimInterface }) }),
    keyboard: keyboardDriver(hid),
  };
}
