import { readdir, readFile, readlink } from "node:fs/promises";
import { basename, join } from "node:path";
import { usbDeviceAt, USB_SOCKET } from "@usher/devices";
import type { ListedUsbDevice, UsbEndpoint, UsbInterface } from "./port.js";

const DEVICES = "sys/bus/usb/devices";

/**
 * The USB devices as the kernel knows them. It needs no rights on them and does not wake them, other than the library, which has to
 * open a device to know its interfaces. Rejects where the machine has no USB bus.
 */
export async function listLinuxDevices(root = "/"): Promise<readonly ListedUsbDevice[]> {
  const folder = join(root, DEVICES);
  const names = await readdir(folder);
  const devices = names.filter((name) => USB_SOCKET.test(name));
  const listed = await Promise.all(
    devices.map((name) => {
      // An interface is named by its device, its configuration and its number: `1-1.4:1.0`.
      const interfaces = names.filter((other) => other.startsWith(`${name}:`)).toSorted();
      return deviceOf(folder, name, interfaces).catch(() => null);
    }),
  );
  // What is unplugged while we look, or is not all there yet, is left out.
  return listed.filter((device) => device !== null);
}

async function deviceOf(folder: string, name: string, interfaces: readonly string[]): Promise<ListedUsbDevice> {
  const attribute = attributesOf(join(folder, name));
  const [bus, address, count] = await Promise.all([
    attribute("busnum", 10),
    attribute("devnum", 10),
    attribute("bNumInterfaces", 10),
  ]);
  whole(interfaces, count);
  return {
    ...(await usbDeviceAt(join(folder, name))),
    path: join(folder, name),
    node: `/dev/bus/usb/${padded(bus)}/${padded(address)}`,
    bus: padded(bus),
    address,
    interfaces: await Promise.all(interfaces.map((each) => interfaceOf(join(folder, each)))),
  };
}

async function interfaceOf(folder: string): Promise<UsbInterface> {
  const attribute = attributesOf(folder);
  const endpoints = (await readdir(folder)).filter((name) => name.startsWith("ep_")).toSorted();
  whole(endpoints, await attribute("bNumEndpoints"));
  return {
    number: await attribute("bInterfaceNumber"),
    class: await attribute("bInterfaceClass"),
    subclass: await attribute("bInterfaceSubClass"),
    protocol: await attribute("bInterfaceProtocol"),
    driver: await readlink(join(folder, "driver")).then(
      (target) => basename(target),
      () => null,
    ),
    endpoints: (await Promise.all(endpoints.map((name) => endpointOf(join(folder, name))))).flat(),
  };
}

async function endpointOf(folder: string): Promise<readonly UsbEndpoint[]> {
  const type = (await readText(join(folder, "type"))).toLowerCase();
  const attribute = attributesOf(folder);
  const address = await attribute("bEndpointAddress");
  // The upper bits of the size tell how many packets a microframe has.
  const packetBytes = (await attribute("wMaxPacketSize")) & 0x7ff;
  if (type !== "bulk" && type !== "interrupt") return [];
  return [{ number: address & 0x0f, direction: (address & 0x80) === 0 ? "out" : "in", type, packetBytes }];
}

/** The kernel adds a device before its interfaces, those before their endpoints, and takes them away in the other order. */
function whole(parts: readonly string[], count: number): void {
  // A device that has no configuration tells no number.
  if (!(count >= 0) || parts.length < count) throw new Error("the device is coming or going");
}

function attributesOf(folder: string): (name: string, base?: number) => Promise<number> {
  return async (name, base = 16) => Number.parseInt(await readText(join(folder, name)), base);
}

async function readText(file: string): Promise<string> {
  return (await readFile(file, "utf8")).trim();
}

function padded(number: number): string {
  return String(number).padStart(3, "0");
}
