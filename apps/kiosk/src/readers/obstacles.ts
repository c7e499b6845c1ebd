import { access } from "node:fs/promises";
import { ScannerError, type ScannerDriver } from "@usher/core";

const USB_BUS = "/sys/bus/usb";
/** No device bears this name, so that nothing is ever opened by it. */
const NO_DEVICE = "/dev/no-such-scanner";

/** The machine, as far as it may lack something. */
export interface Ground {
  readonly platform: string;
  exists(path: string): Promise<boolean>;
}

const THIS_MACHINE: Ground = {
  platform: process.platform,
  exists: (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
};

/** Why no scanner may be found on this machine, whatever is plugged in; `usher-scanners doctor` tells more. Never rejects. */
export async function obstacles(drivers: readonly ScannerDriver[], ground = THIS_MACHINE): Promise<string[]> {
  const found = await Promise.all([missingBus(ground), ...drivers.map(missingLibrary)]);
  return [...new Set(found.filter((told) => told !== null))];
}

/** Why nothing can be plugged in here. */
export async function missingBus(ground: Ground): Promise<string | null> {
  if (ground.platform !== "linux" || (await ground.exists(USB_BUS))) return null;
  return `this machine has no USB bus (${USB_BUS} is missing): a container or virtual machine has to be given one`;
}

/** Why a driver can't open anything, whatever it is. A driver lists nothing then, and tells only who wants to open something. */
export async function missingLibrary(driver: ScannerDriver): Promise<string | null> {
  try {
    await driver.open({ path: NO_DEVICE }, {});
  } catch (error) {
    if (error instanceof ScannerError && error.code === "nativeMissing") return error.message;
  }
  return null;
}
