import { readdir, readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import { USB_SOCKET } from "@usher/devices";

/** Where Linux keeps what it knows of HID devices. */
const HIDRAW_CLASS = "/sys/class/hidraw";

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
      place.status === "fulfilled" ? (place.value.split("/").findLast((part) => USB_SOCKET.test(part)) ?? null) : null,
    reportDescriptor: descriptor.status === "fulfilled" ? Uint8Array.from(descriptor.value) : null,
  };
}

/** An input device that the kernel made of a HID device: what the console and the desktop get its keys from. */
export interface InputDevice {
  /** The file that keeps its keys from everybody, with "1" in it; the kernel has it from 5.11 on. */
  readonly inhibited: string;
  /** The nodes under `/dev/input` where its keys come out. */
  readonly events: readonly string[];
}

/** The input devices of a `/dev/hidraw` node. Never rejects. */
export async function inputDevices(path: string, root = HIDRAW_CLASS): Promise<readonly InputDevice[]> {
  const folder = join(root, basename(path), "device", "input");
  const names = await readdir(folder).catch(() => []);
  return Promise.all(
    names.map(async (name) => {
      const inside = await readdir(join(folder, name)).catch(() => []);
      const events = inside.filter((each) => each.startsWith("event")).map((event) => `/dev/input/${event}`);
      return { inhibited: join(folder, name, "inhibited"), events };
    }),
  );
}
