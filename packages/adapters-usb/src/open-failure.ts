import { openFailureOf, ScannerError, type OpenFailureCode, type OpenFailureWords } from "@usher/core";
import { deviceName, hexadecimal, holderName, type Holder } from "@usher/devices";
import type { ListedUsbDevice } from "./port.js";

// The package usb gives no codes. These are the words of nusb 0.2 and the system's (usb 3.1.0); the suite on a real bus notices when
// they change.
const WORDS: OpenFailureWords = [
  [/permission denied|errno 13\b|errno 1\b|access denied/i, "noRights"],
  [/busy|errno 16\b|in use/i, "busy"],
  [/no such device|not found|disconnected|no such file|errno 19\b|errno 2\b/i, "absent"],
];

const FIXES: Readonly<Record<OpenFailureCode, (device: ListedUsbDevice, holder: Holder | null) => string>> = {
  absent: (device) => `the USB device ${deviceName(device)} is gone: is it plugged in?`,
  noRights: (device) =>
    `no rights on the USB device ${deviceName(device)}: install this udev rule and plug the device in again: ${udevRule(device)}`,
  busy: (device, holder) =>
    `the USB device ${deviceName(device)} is held by ${holderName(holder)}: ${releaseOf(holder)}`,
  failed: (device) => `the USB device ${deviceName(device)} cannot be taken`,
};

/** Why an interface could not be taken, and what to do about it. An error that bears a code already is passed on. */
export function openFailure(device: ListedUsbDevice, cause: unknown, holder: Holder | null = null): ScannerError {
  return openFailureOf(cause, WORDS, (code) => FIXES[code](device, holder));
}

/** The library does not load. */
export function nativeMissing(cause: unknown): ScannerError {
  const message = "USB devices need the package usb, which does not load here: npm install usb@3";
  return new ScannerError("nativeMissing", message, { cause });
}

/** The machine shows no bus to look at. `what` is what can't be done without. */
export function noBus(what: string, cause: unknown): ScannerError {
  if (cause instanceof ScannerError) return cause;
  const message = `${what}: this machine shows no USB bus (on Linux /sys/bus/usb/devices is missing, as in some containers)`;
  return new ScannerError("absent", message, { cause });
}

function releaseOf(holder: Holder | null): string {
  return holder?.pid === process.pid ? "two are set to the same device" : "end that program";
}

/**
 * The line for a file under `/etc/udev/rules.d` that lets whoever sits at the machine, and the group `plugdev`, take this device from
 * the kernel.
 */
export function udevRule({ vendorId, productId }: Pick<ListedUsbDevice, "vendorId" | "productId">): string {
  const ids = `ATTR{idVendor}=="${hexadecimal(vendorId)}", ATTR{idProduct}=="${hexadecimal(productId)}"`;
  return `SUBSYSTEM=="usb", ${ids}, MODE="0660", GROUP="plugdev", TAG+="uaccess"`;
}
