import type { MockDevice } from "./testbed.js";

/** What a made-up USB device tells of itself. */
export interface MockIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturer: string;
  readonly product: string;
  readonly serialNumber: string;
  /** The socket: `"1-1.4"`. */
  readonly port: string;
}

const ROOT_HUB = "/devices/pci0000:00/0000:00:14.0/usb1";
// HIDIOCGRDESC hands over a struct of a length and this many bytes.
const DESCRIPTOR_BYTES = 4096;

/** A HID device with one interface. `number` is that of its hidraw node. */
export function mockHid(identity: MockIdentity, number: number, descriptor: Uint8Array): MockDevice {
  const { vendorId, productId, product, serialNumber, port } = identity;
  const node = `/dev/hidraw${number}`;
  const usb = usbPath(port);
  const ids = [vendorId, productId].map((id) => hexadecimal(id).toUpperCase()).join(":");
  const hid = `${usb}/${port}:1.0/0003:${ids}.${hexadecimal(number + 1).toUpperCase()}`;
  const raw = `${hid}/hidraw/hidraw${number}`;
  const [vendor = "", model = ""] = ids.split(":");
  const description = [
    entry(raw, [`E: DEVNAME=${node}`, "E: SUBSYSTEM=hidraw", `L: device=../../../${hid.split("/").at(-1)}`]),
    entry(hid, [
      "E: SUBSYSTEM=hid",
      "E: DRIVER=hid-generic",
      `E: HID_ID=0003:0000${vendor}:0000${model}`,
      `E: HID_NAME=${product}`,
      `E: HID_UNIQ=${serialNumber}`,
      `H: report_descriptor=${hex(descriptor)}`,
    ]),
    entry(`${usb}/${port}:1.0`, ["E: SUBSYSTEM=usb", "E: DEVTYPE=usb_interface", "A: bInterfaceNumber=00\\n"]),
    usbEntry(identity),
  ].join("\n");
  const length = Buffer.alloc(4);
  length.writeUInt32LE(descriptor.length);
  const padding = Buffer.alloc(DESCRIPTOR_BYTES - descriptor.length);
  const ioctls = [
    `@DEV ${node}`,
    `HIDIOCGRDESCSIZE 0 ${hex(length)}`,
    `HIDIOCGRDESC 0 ${hex(Buffer.concat([length, descriptor, padding]))}`,
    "",
  ].join("\n");
  return { node, description, ioctls, paths: [raw, hid, `${usb}/${port}:1.0`, usb].map((path) => `/sys${path}`) };
}

/** Hubs stand between: socket 1-1.4 is behind 1-1. */
function usbPath(port: string): string {
  const [bus = "", sockets = ""] = port.split("-");
  const numbers = sockets.split(".");
  const hubs = numbers.map((_, index) => `${bus}-${numbers.slice(0, index + 1).join(".")}`);
  return [ROOT_HUB, ...hubs].join("/");
}

function usbEntry({ vendorId, productId, manufacturer, product, serialNumber, port }: MockIdentity): string {
  return entry(usbPath(port), [
    "E: SUBSYSTEM=usb",
    "E: DEVTYPE=usb_device",
    `A: idVendor=${hexadecimal(vendorId)}\\n`,
    `A: idProduct=${hexadecimal(productId)}\\n`,
    `A: manufacturer=${manufacturer}\\n`,
    `A: product=${product}\\n`,
    `A: serial=${serialNumber}\\n`,
    "A: bcdDevice=0100\\n",
  ]);
}

function entry(path: string, lines: readonly string[]): string {
  return [`P: ${path}`, ...lines, ""].join("\n");
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex").toUpperCase();
}

function hexadecimal(id: number): string {
  return id.toString(16).padStart(4, "0");
}
