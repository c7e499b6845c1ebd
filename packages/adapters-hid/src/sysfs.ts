import { readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";

/** Where Linux keeps what it knows of HID devices. */
const HIDRAW_CLASS = "/sys/class/hidraw";

/** The name of a USB device in its tree: bus, then the ports from the root on. */
const USB_PORT = /^\d+-\d+(\.\d+)*$/;

/** The system's own knowledge of a HID device, readable without rights on the device. All null outside Linux. */
export interface HidPlace {
  /** The socket that it is plugged into, as `"1-1.4"`. */
  readonly port: string | null;
  /** Its HID report descriptor. */
  readonly reportDescriptor: Uint8Array | null;
}

/** Looks up where a `/dev/hidraw` node belongs. Never rejects. */
export async function hidPlace(path: string, root = HIDRAW_CLASS): Promise<HidPlace> {
  const device = join(root, basename(path), "device");
  const [place, descriptor] = await Promise.allSettled([realpath(device), readFile(join(device, "report_descriptor"))]);
  return {
    port:
      place.status === "fulfilled" ? (place.value.split("/").findLast((part) => USB_PORT.test(part)) ?? null) : null,
    reportDescriptor: descriptor.status === "fulfilled" ? Uint8Array.from(descriptor.value) : null,
  };
}
