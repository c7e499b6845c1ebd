import { hidPosDriver, keyboardDriver } from "@usher/adapters-hid";
import { usbDriver } from "@usher/adapters-usb";
import { systemTime } from "@usher/devices";
import { bootReports, KEYBOARD_DESCRIPTOR, SNAPI_DESCRIPTOR, snapiReports } from "../devices/descriptors.js";
import { Gadget } from "../devices/gadget.js";
import { HidEnd, hidFunction } from "../devices/hid-gadget.js";
import { UhidDevice, type HidDeviceParts } from "../devices/uhid.js";
import { replugCase, type Replugged } from "../replug.js";
import type { Case, TakeBack } from "../suite.js";

const ZEBRA = { vendorId: 0x05e0, productId: 0x1900, serialNumber: "Z1" };
const WEDGE = { vendorId: 0x0c2e, productId: 0x0b81, serialNumber: "K1" };
/** On a machine that is slow enough any silence may end a read. */
const QUIET_MS = 30_000;

/** A scanner that this process plays, told of its reads in reports. */
function played(parts: HidDeviceParts, reports: (text: string) => readonly Uint8Array[], after: TakeBack) {
  let device = new UhidDevice(parts);
  after(() => device.unplug());
  const send = (sent: readonly Uint8Array[]): void => sent.forEach((report) => device.send(report));
  return {
    scan: (text: string) => send(reports(text)),
    begin: (text: string) => send(reports(text.repeat(40)).slice(0, 1)),
    unplug: () => device.unplug(),
    plug: () => void (device = new UhidDevice(parts)),
  };
}

/** A keyboard on the bus, whose interface is taken from the kernel. */
async function wedgeOnTheBus(after: TakeBack): Promise<Replugged> {
  const keys = hidFunction("keys", KEYBOARD_DESCRIPTOR, 8, true);
  const gadget = new Gadget({ ...WEDGE, manufacturer: "Honeywell", product: "Voyager 1400g" }, [keys]);
  after(() => gadget.dispose());
  let end: HidEnd | null = null;
  const plug = async (): Promise<void> => {
    gadget.plug();
    end = await HidEnd.open(gadget, "keys");
  };
  const unplug = (): void => {
    end?.close();
    end = null;
    gadget.unplug();
  };
  after(unplug);
  const send = async (reports: readonly Uint8Array[]): Promise<void> => {
    for (const report of reports) await end?.send(report);
  };
  await plug();
  return {
    driver: usbDriver({ time: systemTime }),
    info: WEDGE,
    settings: { mode: "keyboard", keyboard: { quietMs: QUIET_MS } },
    scan: (text) => send(bootReports(text)),
    begin: (text) => send(bootReports(text).slice(0, -2)),
    unplug,
    plug,
  };
}

/** Scanners that come back, of the kinds whose own suites do not show it. */
export const cases: readonly Case[] = [
  replugCase("SNAPI", async (after) => ({
    driver: hidPosDriver({ time: systemTime }),
    info: ZEBRA,
    settings: {},
    ...played({ ...ZEBRA, product: "Symbol scanner", descriptor: SNAPI_DESCRIPTOR }, snapiReports, after),
  })),
  replugCase("a wedge on hidraw", async (after) => ({
    driver: keyboardDriver({ time: systemTime }),
    info: WEDGE,
    settings: { exclusive: "required", quietMs: QUIET_MS },
    ...played({ ...WEDGE, product: "Rig wedge", descriptor: KEYBOARD_DESCRIPTOR }, bootReports, after),
  })),
  replugCase("a wedge that is taken from the kernel", wedgeOnTheBus),
];
