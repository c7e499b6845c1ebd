import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { usbDevices } from "./usb-devices.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "usher-usb-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function plant(name: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(root, name));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, name, file), `${text}\n`);
}

test("devices are known by their ids and sockets; interfaces, root hubs and what just goes are none", async () => {
  plant("1-1.4", { idVendor: "0c2e", idProduct: "0b8a", serial: "18004B0213" });
  plant("1-1.4:1.0", { bInterfaceClass: "02" });
  plant("usb1", { idVendor: "1d6b", idProduct: "0002" });
  plant("1-2", {});
  plant("2-3", { idVendor: "05e0", idProduct: "1701" });
  expect(await usbDevices(root)).toEqual([
    { vendorId: 0x0c2e, productId: 0x0b8a, serialNumber: "18004B0213", port: "1-1.4" },
    { vendorId: 0x05e0, productId: 0x1701, port: "2-3" },
  ]);
});

test("a system without that tree has none", async () => {
  expect(await usbDevices(join(root, "nowhere"))).toEqual([]);
});
