import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const USB_DEVICES = "/sys/bus/usb/devices";

/** A device on the USB tree, whatever its interfaces. */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
  readonly port?: string;
}

/** Finds the devices on the USB tree. Never rejects. */
export type FindUsbDevices = () => Promise<readonly UsbDevice[]>;

/** All USB devices of a Linux machine, as `/sys` tells them without any rights; none elsewhere. */
export async function usbDevices(root = USB_DEVICES): Promise<readonly UsbDevice[]> {
  const names = await readdir(root).catch(() => []);
  const devices = await Promise.all(names.map((name) => usbDevice(root, name)));
  return devices.filter((device) => device !== null);
}

async function usbDevice(root: string, port: string): Promise<UsbDevice | null> {
  const read = async (name: string) => (await readFile(join(root, port, name), "utf8")).trim();
  try {
    const [vendorId, productId] = await Promise.all([read("idVendor"), read("idProduct")]);
    const serialNumber = await read("serial").catch(() => "");
    return {
      vendorId: Number.parseInt(vendorId, 16),
      productId: Number.parseInt(productId, 16),
      ...(serialNumber === "" ? {} : { serialNumber }),
      port,
    };
  } catch {
    // Interfaces are listed beside the devices and have no ids.
    return null;
  }
}
