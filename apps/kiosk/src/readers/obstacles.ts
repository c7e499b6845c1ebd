import { access } from "node:fs/promises";
import { ScannerError, type ScannerDriver } from "@usher/core";

const USB_BUS = "/sys/bus/usb";
/** No device bears this name, so that nothing is ever opened by it. */
const NO_DEVICE = "/dev/no-such-scanner";

/** Why no scanner may be found on this machine, whatever is plugged in; `usher-scanners doctor` tells more. Never rejects. */
export async function obstacles(
  drivers: readonly ScannerDriver[],
  platform: string = process.platform,
  usbBus = USB_BUS,
): Promise<string[]> {
  const found = await Promise.all([missingBus(platform, usbBus), ...drivers.map(missingLibrary)]);
  return [...new Set(found.filter((told) => told !== null))];
}

/** Why nothing can be plugged in here. */
export async function missingBus(platform: string = process.platform, usbBus = USB_BUS): Promise<string | null> {
  if (platform !== "linux") return null;
  return access(usbBus).then(
    () => null,
    () => `this machine has no USB bus (${usbBus} is missing): a container or virtual machine has to be given one`,
  );
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
