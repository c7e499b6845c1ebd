import { readdir, realpath } from "node:fs/promises";
import { dirname, basename, join } from "node:path";
import { usbDeviceAt, USB_SOCKET } from "@usher/devices";
import type { ListedPort } from "./port.js";

/**
 * The serial ports behind USB as the kernel knows them, with their sockets. It needs neither udev nor a program of its own, so
 * it works in slim containers too. Rejects where the machine has no such tree.
 */
export async function listLinuxPorts(root = "/"): Promise<readonly ListedPort[]> {
  const terminals = join(root, "sys/class/tty");
  const ports = await Promise.all((await readdir(terminals)).map((name) => portOf(join(terminals, name), root)));
  return ports.filter((port) => port !== null);
}

async function portOf(terminal: string, root: string): Promise<ListedPort | null> {
  try {
    const device = socketAbove(await realpath(join(terminal, "device")));
    return device === null ? null : { path: join(root, "dev", basename(terminal)), ...(await usbDeviceAt(device)) };
  } catch {
    // A console or a pseudo terminal has no device, and a scanner may be unplugged while we look.
    return null;
  }
}

function socketAbove(device: string): string | null {
  for (let folder = device; folder !== dirname(folder); folder = dirname(folder)) {
    if (USB_SOCKET.test(basename(folder))) return folder;
  }
  return null;
}
