import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listLinuxPorts } from "./linux-ports.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "usher-sys-"));
  mkdirSync(join(root, "sys/class/tty"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A terminal line as the kernel shows one: a folder of the class, and in it a link to the device that it belongs to. */
function terminal(name: string, device?: string, attributes: Readonly<Record<string, string>> = {}): void {
  const folder = join(root, "sys/class/tty", name);
  mkdirSync(folder);
  if (device === undefined) return;
  const target = join(root, "sys/devices", device);
  mkdirSync(target, { recursive: true });
  symlinkSync(target, join(folder, "device"));
  const usb = device.replace(/\/[^/]*:.*/, "");
  for (const [attribute, value] of Object.entries(attributes)) {
    writeFileSync(join(root, "sys/devices", usb, attribute), `${value}\n`);
  }
}

const XENON = { idVendor: "0c2e", idProduct: "092a", serial: "S1", manufacturer: "Honeywell", product: "Xenon 1902" };

test("a USB-CDC scanner is told with its ids, its names and its socket", async () => {
  terminal("ttyACM0", "pci0000:00/usb1/1-1/1-1.4/1-1.4:1.0", XENON);
  expect(await listLinuxPorts(root)).toEqual([
    {
      path: join(root, "dev/ttyACM0"),
      vendorId: 0x0c2e,
      productId: 0x092a,
      serialNumber: "S1",
      manufacturer: "Honeywell",
      product: "Xenon 1902",
      port: "1-1.4",
    },
  ]);
});

test("a bridge has one folder more above its line, and may have no serial number", async () => {
  terminal("ttyUSB0", "pci0000:00/usb2/2-3/2-3:1.0/ttyUSB0", { idVendor: "1a86", idProduct: "7523" });
  expect(await listLinuxPorts(root)).toMatchObject([{ vendorId: 0x1a86, productId: 0x7523, port: "2-3" }]);
  expect((await listLinuxPorts(root))[0]?.serialNumber).toBeUndefined();
});

test("consoles, pseudo terminals and the lines of a main board are left out", async () => {
  terminal("console");
  terminal("ttyS0", "pnp0/00:04");
  terminal("ttyACM1", "platform/usb1/1-2/1-2:1.0", XENON);
  expect((await listLinuxPorts(root)).map(({ port }) => port)).toEqual(["1-2"]);
});

test("a line whose device went while we looked is left out", async () => {
  terminal("ttyACM0");
  symlinkSync(join(root, "sys/devices/gone/1-1:1.0"), join(root, "sys/class/tty/ttyACM0/device"));
  expect(await listLinuxPorts(root)).toEqual([]);
});

test("a machine without such a tree is told by a rejection, for the next way to look", async () => {
  await expect(listLinuxPorts(join(root, "nowhere"))).rejects.toThrow("ENOENT");
});
