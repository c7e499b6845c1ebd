import { openFailureOf, ScannerError, type OpenFailureCode, type OpenFailureWords } from "@usher/core";
import { deviceName, type NamedDevice } from "@usher/devices";
import { udevRule } from "./udev-rule.js";

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

const FIXES: Readonly<Record<OpenFailureCode, (device: NamedDevice) => string>> = {
  absent: (device) => `no such HID device ${deviceName(device)}: is it plugged in?`,
  noRights: (device) => `no rights on the HID device ${deviceName(device)}: ${grantFor(device)}`,
  busy: (device) => `the HID device ${deviceName(device)} is held by another program: end that program`,
  failed: (device) => `the HID device ${deviceName(device)} cannot be opened`,
};

/** Why a device could not be opened, and what to do about it. An error that bears a code already is passed on. */
export function openFailure(device: NamedDevice, cause: unknown): ScannerError {
  return openFailureOf(cause, WORDS, (code) => FIXES[code](device));
}

/** The package `node-hid`, or a library that it links to, does not load. */
export function nativeMissing(platform: string, cause: unknown): ScannerError {
  const libraries =
    platform === "linux" ? ", with libudev1 and libusb-1.0-0 (on Debian: apt-get install those two)" : "";
  const message = `HID devices need the package node-hid, which does not load here: npm install node-hid@3${libraries}`;
  return new ScannerError("nativeMissing", message, { cause });
}

function grantFor({ vendorId, productId }: NamedDevice): string {
  if (vendorId === undefined || productId === undefined) return "let a udev rule give it to this user";
  return `install this udev rule and plug the device in again: ${udevRule({ vendorId, productId })}`;
}
