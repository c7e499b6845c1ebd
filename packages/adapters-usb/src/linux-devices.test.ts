import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listLinuxDevices } from "./linux-devices.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "usher-usb-"));
  mkdirSync(join(root, "sys/bus/usb/devices"), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A folder of the kernel's tree with an attribute in each file. */
function folder(name: string, attributes: Readonly<Record<string, string>>): void {
  const path = join(root, "sys/bus/usb/devices", name);
  mkdirSync(path, { recursive: true });
  for (const [file, text] of Object.entries(attributes)) writeFileSync(join(path, file), `${text}\n`);
}

function keyboard(name: string, number = "00"): void {
  folder(name, {
    bInterfaceNumber: number,
    bInterfaceClass: "03",
    bInterfaceSubClass: "01",
    bInterfaceProtocol: "01",
    bNumEndpoints: "01",
  });
  folder(`${name}/ep_81`, { bEndpointAddress: "81", type: "Interrupt", wMaxPacketSize: "0808" });
}

const IDS = { idVendor: "0c2e", idProduct: "0b81", busnum: "1", devnum: "4", bNumInterfaces: " 1" };

test("a device is told with its ids, its socket, its interfaces and who has them", async () => {
  folder("1-1.4", { ...IDS, serial: "S1", manufacturer: "Honeywell", product: "Voyager 1400g" });
  keyboard("1-1.4:1.0");
  symlinkSync("../../../../bus/usb/drivers/usbhid", join(root, "sys/bus/usb/devices/1-1.4:1.0/driver"));
  expect(await listLinuxDevices(root)).toEqual([
    {
      path: join(root, "sys/bus/usb/devices/1-1.4"),
      node: "/dev/bus/usb/001/004",
      bus: "001",
      address: 4,
      port: "1-1.4",
      vendorId: 0x0c2e,
      productId: 0x0b81,
      serialNumber: "S1",
      manufacturer: "Honeywell",
      product: "Voyager 1400g",
      interfaces: [
        {
          number: 0,
          class: 3,
          subclass: 1,
          protocol: 1,
          driver: "usbhid",
          endpoints: [{ number: 1, direction: "in", type: "interrupt", packetBytes: 8 }],
        },
      ],
    },
  ]);
});

test("interfaces belong to their own device, whatever their names begin with", async () => {
  folder("1-1", { ...IDS, devnum: "2" });
  keyboard("1-1:1.0");
  folder("1-1.4", { ...IDS, bNumInterfaces: " 2" });
  keyboard("1-1.4:1.0");
  keyboard("1-1.4:1.1", "01");
  const numbers = (await listLinuxDevices(root)).map(({ interfaces }) => interfaces.map(({ number }) => number));
  expect(numbers).toEqual([[0], [0, 1]]);
});

test("root hubs are left out, and endpoints that carry no reads", async () => {
  folder("usb1", { ...IDS, devnum: "1" });
  folder("1-2", IDS);
  folder("1-2:1.0", {
    bInterfaceNumber: "00",
    bInterfaceClass: "0e",
    bInterfaceSubClass: "02",
    bInterfaceProtocol: "00",
    bNumEndpoints: "01",
  });
  folder("1-2:1.0/ep_82", { bEndpointAddress: "82", type: "Isoc", wMaxPacketSize: "1400" });
  const [camera, ...others] = await listLinuxDevices(root);
  expect([camera?.port, camera?.interfaces[0]?.endpoints, others]).toEqual(["1-2", [], []]);
});

test("[P11] a device that comes or goes while we look is left out until it is whole, and the others are told", async () => {
  folder("1-1", { idVendor: "0c2e" });
  folder("1-2", IDS);
  folder("1-3", IDS);
  folder("1-3:1.0", {
    bInterfaceNumber: "00",
    bInterfaceClass: "03",
    bInterfaceSubClass: "01",
    bInterfaceProtocol: "01",
    bNumEndpoints: "01",
  });
  folder("1-4", { ...IDS, bNumInterfaces: "" });
  folder("1-5", IDS);
  keyboard("1-5:1.0");
  expect((await listLinuxDevices(root)).map(({ port }) => port)).toEqual(["1-5"]);
});

test("a machine without a bus is told by a rejection", async () => {
  await expect(listLinuxDevices(join(root, "nowhere"))).rejects.toThrow("ENOENT");
});
