import { access } from "node:fs/promises";

const USB_BUS = "/sys/bus/usb";

/** Why no scanner may be found on this machine, whatever is plugged in; see `usher-scanners doctor` for more. */
export async function obstacles(platform: string = process.platform, usbBus = USB_BUS): Promise<string[]> {
  if (platform !== "linux") return [];
  try {
    await access(usbBus);
    return [];
  } catch {
    return [`this machine has no USB bus (${usbBus} is missing): a container or virtual machine has to be given one`];
  }
}
