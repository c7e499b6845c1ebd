import { deepEqual, equal } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HID_POS_DESCRIPTOR, hidPosReports, KEYBOARD_DESCRIPTOR } from "../devices/descriptors.js";
import { VendorScanner } from "../devices/function-fs.js";
import { Gadget } from "../devices/gadget.js";
import { HidEnd, hidFunction } from "../devices/hid-gadget.js";
import { listenToInput } from "../devices/input-listener.js";
import { UhidDevice } from "../devices/uhid.js";
import { usbKeyboard } from "../devices/usb-keyboard.js";
import { eventually } from "../eventually.js";
import type { Case } from "../suite.js";

/** A key, as a boot keyboard sends it and as Linux calls it. */
const KEY_A = { usage: 0x04, code: 30 };
const XENON = {
  vendorId: 0x0c2e,
  productId: 0x0b87,
  manufacturer: "Honeywell",
  product: "Xenon 1900",
  serialNumber: "X1",
};
const SNAPI = {
  vendorId: 0x05e0,
  productId: 0x1900,
  manufacturer: "Symbol",
  product: "Vendor mode",
  serialNumber: "V1",
};

const BUS = "/sys/bus/usb/devices";

/** The ports at which a device is plugged in, such as `"3-1"`. */
function portsOf({ vendorId, serialNumber }: { readonly vendorId: number; readonly serialNumber: string }): string[] {
  const told = (port: string, file: string): string => {
    try {
      return readFileSync(join(BUS, port, file), "utf8").trim();
    } catch {
      return ""; // An interface, or unplugged meanwhile.
    }
  };
  return readdirSync(BUS).filter(
    (port) => told(port, "idVendor") === hexadecimal(vendorId) && told(port, "serial") === serialNumber,
  );
}

function hexadecimal(id: number): string {
  return id.toString(16).padStart(4, "0");
}

/** The rig itself: that its devices are there for the kernel, and that what listens would hear. */
export const cases: readonly Case[] = [
  {
    name: "a keyboard that nobody took types into the desktop, and is gone once unplugged",
    run: async (after) => {
      const device = new UhidDevice({ ...XENON, product: "Rig keyboard", descriptor: KEYBOARD_DESCRIPTOR });
      after(() => device.unplug());
      const desktop = await listenToInput("Rig keyboard", after);
      device.send(Uint8Array.of(0, 0, KEY_A.usage, 0, 0, 0, 0, 0));
      device.send(new Uint8Array(8));
      await eventually("the key at the desktop", () => desktop.pressed.length > 0);
      deepEqual(desktop.pressed, [KEY_A.code]);
    },
  },
  {
    name: "QEMU's keyboard is plugged in, types into the desktop, and is unplugged",
    run: async (after) => {
      usbKeyboard.plug();
      after(() => usbKeyboard.unplug());
      const desktop = await listenToInput("QEMU QEMU USB Keyboard", after);
      usbKeyboard.press(["shift", "a"], ["a"]);
      await eventually(
        "the keys at the desktop",
        () => desktop.pressed.filter((code) => code === KEY_A.code).length === 2,
      );
    },
  },
  {
    name: "two alike scanners of two interfaces stand at two ports of the bus",
    run: async (after) => {
      for (const socket of [0, 1]) {
        const scanner = new Gadget(XENON, [
          hidFunction(`keys${socket}`, KEYBOARD_DESCRIPTOR, 8, true),
          hidFunction(`scans${socket}`, HID_POS_DESCRIPTOR, 64),
        ]);
        after(() => scanner.dispose());
        scanner.plug(socket);
        const end = await HidEnd.open(scanner, `scans${socket}`);
        after(() => end.close());
        for (const report of hidPosReports("TICKET")) await end.send(report);
      }
      equal((await eventually("both of them", () => (portsOf(XENON).length === 2 ? portsOf(XENON) : null))).length, 2);
    },
  },
  {
    name: "a scanner of no known class is on the bus, and gone once unplugged",
    run: async (after) => {
      const scanner = new VendorScanner(SNAPI);
      after(() => scanner.dispose());
      await scanner.plug();
      await eventually("it is on the bus", () => portsOf(SNAPI).length === 1);
      await scanner.unplug();
      await eventually("it is gone", () => portsOf(SNAPI).length === 0);
    },
  },
];
