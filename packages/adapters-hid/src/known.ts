import type { ScannerInfo, WantedScanner } from "@usher/core";
import { fingerprintOf, fingerprintSeen, makeOf, type DeviceMode, type Fingerprint } from "@usher/decoders";
import { idsOf, type UsbDevice } from "@usher/devices";
import type { HidDevice } from "./open-device.js";
import type { HidUsage } from "./port.js";

// HID Usage Tables 1.5: page Barcode Scanner, usage Barcode Scanner; page Generic Desktop, usage Keyboard.
const BARCODE_SCANNER: HidUsage = { usagePage: 0x8c, usage: 0x02 };
const KEYBOARD: HidUsage = { usagePage: 0x01, usage: 0x06 };

/**
 * How a HID interface talks: what its report descriptor says comes first, then what is known of its ids. So the scanner half of a
 * composite device is told from its keyboard half.
 */
export function modeOf(device: HidDevice): DeviceMode | null {
  if (has(device, BARCODE_SCANNER)) return "hidPos";
  if (has(device, KEYBOARD)) return "keyboard";
  const mode = fingerprintOf(device)?.mode ?? null;
  // An interface without keys of a scanner in keyboard mode is its service interface.
  return mode === "keyboard" || mode === "hidPos" ? null : mode;
}

/**
 * What a scanner is called by its make, undefined where nobody can say that it is a scanner at all. A HID POS device says so itself;
 * a keyboard is a scanner only where its ids are known as a scanner's.
 */
function modelOf(device: HidDevice, mode: DeviceMode): string | undefined {
  const known = fingerprintOf(device);
  if (known !== null && known.mode === mode) return makeOf(known);
  if (mode !== "hidPos") return undefined;
  return fingerprintSeen(device, mode)?.vendor ?? device.product ?? "HID POS scanner";
}

/** The scanner that a HID interface is, to those who look for scanners. */
export function infoOf(device: HidDevice, mode: DeviceMode): ScannerInfo {
  const { path, vendorId, productId, serialNumber, port, product } = device;
  const model = modelOf(device, mode);
  return {
    path,
    vendorId,
    productId,
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(port === undefined ? {} : { port }),
    ...(product === undefined ? {} : { product }),
    ...(model === undefined ? {} : { model }),
  };
}

const MODE_NAMES: Readonly<Partial<Record<DeviceMode, string>>> = {
  hidPos: "HID POS",
  snapi: "SNAPI",
  keyboard: "keyboard",
  serial: "serial",
  ibmHandHeld: "IBM hand-held",
  vendor: "a vendor's own",
};

/** A device that can be looked at for what it is: a HID interface, or any device on the USB tree. */
type SeenDevice = UsbDevice & Partial<HidDevice>;

/**
 * Why the scanner that is wanted can't be read in its present mode, and what to scan: where it is among these devices, is known,
 * and talks otherwise than one of `modes`. Its product id may be another than the one wanted, since it changes with the mode.
 */
export function wrongMode(
  wanted: WantedScanner,
  devices: readonly SeenDevice[],
  modes: readonly DeviceMode[],
): string | null {
  for (const device of devices) {
    const known = seen(device);
    if (known === null || modes.includes(known.mode)) continue;
    const name = MODE_NAMES[known.mode];
    if (name === undefined || !isMeant(wanted, device)) continue;
    const place = device.port === undefined ? "" : ` in port ${device.port}`;
    return `the scanner ${makeOf(known)} (${idsOf(device)})${place} is in ${name} mode: ${known.toUse}`;
  }
  return null;
}

/** What a device is known as. Of one whose ids nobody listed, its maker and how its interface talks. */
function seen({ usages, ...device }: SeenDevice): Fingerprint | null {
  const mode = usages === undefined ? null : modeOf({ path: "", ...device, usages });
  return mode === null ? fingerprintOf(device) : fingerprintSeen(device, mode);
}

function isMeant(wanted: WantedScanner, device: SeenDevice): boolean {
  const { path, vendorId, productId, serialNumber, port } = wanted;
  const agrees = <Value>(asked: Value | undefined, is: Value | undefined) => asked === undefined || asked === is;
  if (!agrees(path, device.path) || !agrees(vendorId, device.vendorId)) return false;
  if (!agrees(serialNumber, device.serialNumber) || !agrees(port, device.port)) return false;
  if (agrees(productId, device.productId)) return true;
  // The same scanner in another mode: of the same family where both tell one, or named by more than its ids.
  const [asked, is] = [fingerprintOf(wanted), fingerprintOf(device)];
  const isTheSame = serialNumber !== undefined || port !== undefined;
  return isTheSame || (asked?.vendor === is?.vendor && asked?.model === is?.model);
}

function has({ usages }: HidDevice, { usagePage, usage }: HidUsage): boolean {
  return usages.some((each) => each.usagePage === usagePage && each.usage === usage);
}
