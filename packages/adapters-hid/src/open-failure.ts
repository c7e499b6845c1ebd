import { openFailureOf, ScannerError, type OpenFailureCode, type OpenFailureWords } from "@usher/core";
import { idsOf, udevRule } from "./udev-rule.js";
import type { ListedHidDevice } from "./port.js";

// The package node-hid gives no codes. These are hidapi's words and the system's (hidapi 0.15.0 in node-hid 3.4.0).
const WORDS: OpenFailureWords = [
  [/Permission denied/, "noRights"],
  [/not permitted/, "noRights"],
  [/privilege violation/, "noRights"],
  [/Access is denied/, "noRights"],
  [/Device or resource busy/, "busy"],
  [/exclusive access/, "busy"],
  [/used by another process/, "busy"],
  [/No such file or directory/, "absent"],
  [/No such device/, "absent"],
  [/cannot find the file/, "absent"],
];

/** The device that was to be opened, as far as it is known. */
export type OpeningDevice = Pick<ListedHidDevice, "path"> & Partial<ListedHidDevice>;

const FIXES: Readonly<Record<OpenFailureCode, (device: OpeningDevice) => string>> = {
  absent: (device) => `no such HID device ${nameOf(device)}: is it plugged in?`,
  noRights: (device) => `no rights on the HID device ${nameOf(device)}: ${grantFor(device)}`,
  busy: (device) => `the HID device ${nameOf(device)} is held by another program: end that program`,
  failed: (device) => `the HID device ${nameOf(device)} cannot be opened`,
};

/** Why a device could not be opened, and what to do about it. An error that bears a code already is passed on. */
export function openFailure(device: OpeningDevice, cause: unknown): ScannerError {
  return openFailureOf(cause, WORDS, (code) => FIXES[code](device));
}

/** The package `node-hid`, or a library that it links to, does not load. */
export function nativeMissing(platform: string, cause: unknown): ScannerError {
  const libraries =
    platform === "linux" ? ", with libudev1 and libusb-1.0-0 (on Debian: apt-get install those two)" : "";
  const message = `HID devices need the package node-hid, which does not load here: npm install node-hid@3${libraries}`;
  return new ScannerError("nativeMissing", message, { cause });
}

/** How a device is called in messages: its path, its ids and its product, as far as they are known. */
export function nameOf({ path, vendorId, productId, product }: OpeningDevice): string {
  if (vendorId === undefined || productId === undefined) return path;
  const ids = idsOf({ vendorId, productId });
  return `${path} (${product === undefined ? ids : `${product}, ${ids}`})`;
}

function grantFor({ vendorId, productId }: OpeningDevice): string {
  if (vendorId === undefined || productId === undefined) return "let a udev rule give it to this user";
  return `install this udev rule and plug the device in again: ${udevRule({ vendorId, productId })}`;
}
