import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";

const USB_DEVICES = "/sys/bus/usb/devices";

/** A USB device in the kernel's own tree is named by its sockets: bus 1, socket 1, of the hub there socket 4 is `1-1.4`. */
export const USB_SOCKET = /^\d+-\d+(\.\d+)*$/;

/** A device that is plugged into a USB socket, whatever its interfaces. */
export interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
  readonly manufacturer?: string;
  readonly product?: string;
  /** The socket, as in `"1-1.4"`. */
  readonly port?: string;
}

/** Finds what is plugged into USB sockets. Never rejects. */
export type FindUsbDevices = () => Promise<readonly UsbDevice[]>;

/** All that is plugged into the USB sockets of a Linux machine, as `/sys` tells without any rights; none elsewhere. */
export async function usbDevices(root = USB_DEVICES): Promise<readonly UsbDevice[]> {
  const names = await readdir(root).catch(() => []);
  const sockets = names.filter((name) => USB_SOCKET.test(name));
  // What is unplugged while we look is left out.
  const devices = await Promise.all(sockets.map((port) => usbDeviceAt(join(root, port)).catch(() => null)));
  return devices.filter((device) => device !== null);
}

/** The device of one socket: `folder` is its own in the kernel's tree. Rejects where it is gone. */
export async function usbDeviceAt(folder: string): Promise<UsbDevice & { readonly port: string }> {
  const read = async (name: string) => (await readFile(join(folder, name), "utf8")).trim();
  const named = (name: string) => read(name).catch(() => "");
  const [vendorId, productId] = await Promise.all([read("idVendor"), read("idProduct")]);
  const [serialNumber, manufacturer, product] = await Promise.all(["serial", "manufacturer", "product"].map(named));
  return {
    vendorId: Number.parseInt(vendorId, 16),
    productId: Number.parseInt(productId, 16),
    ...(serialNumber ? { serialNumber } : {}),
    ...(manufacturer ? { manufacturer } : {}),
    ...(product ? { product } : {}),
    port: basename(folder),
  };
}
