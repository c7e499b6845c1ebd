import { readdir, readFile, realpath } from "node:fs/promises";
import { dirname, basename, join } from "node:path";
import { USB_SOCKET } from "@usher/devices";
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
    return device === null ? null : { path: join(root, "dev", basename(terminal)), ...(await deviceAt(device)) };
  } catch {
    // A console or a pseudo terminal has no device, and a scanner may be unplugged while we look.
    return null;
  }
}

async function deviceAt(folder: string): Promise<Omit<ListedPort, "path">> {
  const told = async (attribute: string): Promise<string | undefined> => {
    const text = await readFile(join(folder, attribute), "utf8").catch(() => "");
    return text.trim() === "" ? undefined : text.trim();
  };
  return {
    vendorId: await told("idVendor"),
    productId: await told("idProduct"),
    serialNumber: await told("serial"),
    manufacturer: await told("manufacturer"),
    product: await told("product"),
    port: basename(folder),
  };
}

function socketAbove(device: string): string | null {
  for (let folder = device; folder !== dirname(folder); folder = dirname(folder)) {
    if (USB_SOCKET.test(basename(folder))) return folder;
  }
  return null;
}
