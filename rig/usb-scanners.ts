import { usbDriver, type UsbSettings } from "@usher/adapters-usb";
import type { ScannerInfo, WantedScanner } from "@usher/core";
import { systemTime } from "@usher/devices";
import { KEYBOARD_DESCRIPTOR } from "./devices/descriptors.js";
import { VendorScanner } from "./devices/function-fs.js";
import { Gadget, type UsbIdentity } from "./devices/gadget.js";
import { HidEnd, hidFunction } from "./devices/hid-gadget.js";
import { eventually } from "./eventually.js";
import type { TakeBack } from "./suite.js";

/** The driver that the suites open scanners with. */
export const driver = usbDriver({ time: systemTime });
/** A scanner that sends lines, and beeps as it is told. */
export const LINES: UsbSettings = { mode: "lines", cues: { permit: "16 07 0d" } };

/** A scanner of no known make. */
export const VENDOR: UsbIdentity = {
  vendorId: 0xf055,
  productId: 0x0001,
  manufacturer: "Acme",
  product: "Gate scanner",
  serialNumber: "V1",
};
/** A Voyager 1400g in keyboard mode, and as HID POS, by its ids. */
export const WEDGE: UsbIdentity = {
  vendorId: 0x0c2e,
  productId: 0x0b81,
  manufacturer: "Honeywell",
  product: "Voyager 1400g",
  serialNumber: "W1",
};
export const POS: UsbIdentity = { ...WEDGE, productId: 0x0b87, serialNumber: "P1" };
export const KEY = { a: 0x04, one: 0x1e, enter: 0x28 };

/** How a scanner is named in a configuration. */
export const wantedBy = ({ vendorId, productId, serialNumber }: UsbIdentity): WantedScanner => ({
  vendorId,
  productId,
  serialNumber,
});

/** The scanner in the driver's list, once it shows. */
export function shown({ serialNumber }: UsbIdentity): Promise<ScannerInfo> {
  return eventually(`${serialNumber} in the list`, async () =>
    (await driver.list()).find((info) => info.serialNumber === serialNumber),
  );
}

async function untilGone({ serialNumber }: UsbIdentity): Promise<void> {
  await eventually(`no ${serialNumber} in the list`, async () =>
    (await driver.list()).every((info) => info.serialNumber !== serialNumber),
  );
}

/** A vendor's scanner that is plugged in. What it sends goes out in order. */
export async function vendorScanner(after: TakeBack) {
  const scanner = new VendorScanner(VENDOR);
  after(() => scanner.dispose());
  let sending: Promise<void> = Promise.resolve();
  const plug = async (): Promise<ScannerInfo> => {
    await scanner.plug();
    return shown(VENDOR);
  };
  return {
    scanner,
    info: await plug(),
    plug,
    unplug: async () => {
      await scanner.unplug();
      await untilGone(VENDOR);
    },
    // What was not taken before the plug was drawn is gone with it.
    send: (text: string) => void (sending = sending.then(() => scanner.send(text)).catch(() => undefined)),
  };
}

/** A keyboard on the bus, and its keys. */
export async function wedge(after: TakeBack) {
  const gadget = new Gadget(WEDGE, [hidFunction("keys", KEYBOARD_DESCRIPTOR, 8, true)]);
  after(() => gadget.dispose());
  gadget.plug();
  const end = await HidEnd.open(gadget, "keys");
  after(() => end.close());
  await shown(WEDGE);
  return {
    type: async (...usages: readonly number[]): Promise<void> => {
      for (const usage of usages) {
        await end.send(Uint8Array.of(0, 0, usage, 0, 0, 0, 0, 0));
        await end.send(new Uint8Array(8));
      }
    },
  };
}
