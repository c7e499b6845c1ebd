import { AcmScanner } from "./devices/acm-gadget.js";
import { hidPosReports, KEYBOARD_DESCRIPTOR, bootReports } from "./devices/descriptors.js";
import { ftdiLine } from "./devices/ftdi-line.js";
import { VendorScanner } from "./devices/function-fs.js";
import type { UsbIdentity } from "./devices/gadget.js";
import { HidScanner } from "./devices/hid-scanner.js";
import { UhidDevice } from "./devices/uhid.js";

/** A scanner at a gate, and the kiosk's entry for it. */
export interface GateScanner {
  /** The reader's id. */
  readonly id: string;
  /** What tells it in the kiosk's configuration. */
  readonly entry: object;
  /** Its name, as its input device has it where it types. */
  readonly product: string;
  scan(text: string): void | Promise<void>;
  /** Sends the first part of a read, and no more. */
  begin(text: string): void | Promise<void>;
  plug(): void | Promise<void>;
  unplug(): void | Promise<void>;
}

const HONEYWELL = { vendorId: 0x0c2e, manufacturer: "Honeywell" };
const POS: UsbIdentity = { ...HONEYWELL, productId: 0x0b87, product: "Voyager POS", serialNumber: "POS1" };
const WEDGE: UsbIdentity = { ...HONEYWELL, productId: 0x0b81, product: "Voyager keys", serialNumber: "KEYS1" };
const XENON: UsbIdentity = { ...HONEYWELL, productId: 0x0b8a, product: "Voyager serial", serialNumber: "ACM1" };
const VENDOR: UsbIdentity = {
  vendorId: 0xf055,
  productId: 0x0001,
  manufacturer: "Acme",
  product: "Gate scanner",
  serialNumber: "V1",
};

/** The kiosk's words for a USB device: ids in hexadecimal. */
function told({ vendorId, productId, serialNumber }: UsbIdentity): object {
  return { vendorId: hexadecimal(vendorId), productId: hexadecimal(productId), serialNumber };
}

function hexadecimal(id: number): string {
  return id.toString(16).padStart(4, "0");
}

/** One scanner of each kind that the kiosk can read, unplugged. */
export function gateScanners(): readonly GateScanner[] {
  return [posScanner(0), wedgeScanner(), acmScanner(2), vendorScanner(3), ftdiScanner()];
}

/** A scanner in HID POS mode, a keyboard beside it. All that this makes are alike, down to their serial numbers. */
export function posScanner(socket: number): GateScanner {
  const scanner = new HidScanner(POS);
  return {
    id: "pos",
    entry: { kind: "hid", ...told(POS) },
    product: `${POS.manufacturer} ${POS.product}`,
    scan: (text) => scanner.send(hidPosReports(text)),
    // The first of three reports: the other two never come.
    begin: (text) => scanner.send(hidPosReports(text.repeat(12)).slice(0, 1)),
    plug: () => scanner.plug(socket),
    unplug: () => scanner.unplug(),
  };
}

function wedgeScanner(): GateScanner {
  let device: UhidDevice | null = null;
  const send = (reports: readonly Uint8Array[]): void => reports.forEach((report) => device?.send(report));
  return {
    id: "keys",
    // On a machine that is slow enough any silence may end a read.
    entry: { kind: "keyboard", ...told(WEDGE), exclusive: "required", quietMs: 30_000 },
    product: WEDGE.product,
    scan: (text) => send(bootReports(text)),
    // All but Enter.
    begin: (text) => send(bootReports(text).slice(0, -2)),
    plug: () => void (device = new UhidDevice({ ...WEDGE, descriptor: KEYBOARD_DESCRIPTOR })),
    unplug: () => device?.unplug(),
  };
}

function acmScanner(socket: number): GateScanner {
  const scanner = new AcmScanner(XENON);
  return {
    id: "acm",
    entry: { kind: "serial", ...told(XENON) },
    product: XENON.product,
    scan: (text) => scanner.send(`${text}\r`),
    begin: (text) => scanner.send(text),
    plug: () => scanner.plug(socket),
    unplug: () => scanner.unplug(),
  };
}

function vendorScanner(socket: number): GateScanner {
  const scanner = new VendorScanner(VENDOR);
  // What was not taken before the plug was drawn is gone with it.
  const send = (text: string): Promise<void> => scanner.send(text).catch(() => undefined);
  return {
    id: "vendor",
    entry: { kind: "usb", ...told(VENDOR), mode: "lines" },
    product: VENDOR.product,
    scan: (text) => send(`${text}\r`),
    begin: send,
    plug: () => scanner.plug(socket),
    unplug: () => scanner.unplug(),
  };
}

/** A scanner behind a USB-serial bridge. */
export function ftdiScanner(): GateScanner {
  const { vendorId, productId, plug, unplug, send } = ftdiLine;
  return {
    id: "ftdi",
    entry: { kind: "serial", vendorId: hexadecimal(vendorId), productId: hexadecimal(productId) },
    product: "FTDI",
    scan: (text) => send(`${text}\r`),
    begin: send,
    plug,
    unplug,
  };
}
