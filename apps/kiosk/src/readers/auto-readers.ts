import { realpath } from "node:fs/promises";
import type { KeyboardScannerSettings } from "@usher/adapters-hid";
import { usbChanges } from "@usher/adapters-usb";
import type { AutoReaders, ReaderPlace, ScannerDriver } from "@usher/core";
import type { Configuration } from "../configuration/read-configuration.js";
import type { Drivers } from "./drivers.js";
import { obstacles } from "./obstacles.js";

/**
 * Every scanner that is found, but for those that other readers name. One that several drivers could read is the first one's: HID
 * POS types nowhere, serial lines are exclusive, a maker's own interface is read where nobody else can, a keyboard is the last resort.
 */
export function autoReaders(
  place: ReaderPlace,
  keyboard: KeyboardScannerSettings,
  readers: Configuration["readers"],
  drivers: Drivers,
): AutoReaders {
  const paths = readers.flatMap((reader) => ("path" in reader && reader.path !== undefined ? [reader.path] : []));
  return {
    ...place,
    drivers: [
      { driver: drivers.hid, settings: {} },
      { driver: withNames(drivers.serial, paths), settings: {} },
      { driver: drivers.usb, settings: {} },
      { driver: drivers.keyboard, settings: keyboard },
    ],
    changes$: usbChanges(),
    obstacles: () => obstacles([drivers.hid, drivers.serial, drivers.usb]),
  };
}

/** A driver that lists what is behind these paths under them, so that a name that stays (a link of udev's) is known as one. */
export function withNames(driver: ScannerDriver, paths: readonly string[]): ScannerDriver {
  return {
    kind: driver.kind,
    list: async () => {
      const [found, real] = await Promise.all([driver.list(), Promise.all(paths.map(realOf))]);
      return found.map((info) => ({ ...info, path: paths[real.indexOf(info.path)] ?? info.path }));
    },
    open: (wanted, settings) => driver.open(wanted, settings),
  };
}

function realOf(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}
