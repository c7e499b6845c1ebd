import {
  openFailureOf,
  type OpenFailureCode,
  type OpenFailureWords,
  type ScannerError,
  type ScannerInfo,
} from "@usher/core";
import { holderName, type Holder } from "@usher/devices";
import { serialRule } from "./udev-rule.js";

// The package serialport gives no codes. These are its own words and the system's, from bindings-cpp 13.0.0
// (serialport_unix.cpp, serialport_win.cpp); the test on a real PTY notices when they change.
const WORDS: OpenFailureWords = [
  [/Cannot lock port/, "busy"],
  [/Device or resource busy/, "busy"],
  [/Access denied/, "busy"],
  [/No such file or directory/, "absent"],
  [/No such device/, "absent"],
  [/File not found/, "absent"],
  [/Permission denied/, "noRights"],
];

/** The port that was to be opened, and whose it is where that is known. */
export type OpeningPort = Pick<ScannerInfo, "path" | "vendorId" | "productId">;

const FIXES: Readonly<Record<OpenFailureCode, (device: OpeningPort, holder: Holder | null) => string>> = {
  absent: ({ path }) => `no such serial port ${path}: is the device plugged in, and is the path right?`,
  noRights: (device) =>
    `no rights on the serial port ${device.path}: add this user to the group that owns it (on Debian: usermod -aG dialout USER, ` +
    `then log in again), or ${grantFor(device)}`,
  busy: ({ path }, holder) => `the serial port ${path} is held by ${holderName(holder)}: ${releaseOf(holder)}`,
  failed: ({ path }) => `the serial port ${path} cannot be opened: is it a serial line, and are its settings right?`,
};

/** Why a port could not be opened, and what to do about it. An error that bears a code already is passed on. */
export function openFailure(device: OpeningPort, cause: unknown, holder: Holder | null = null): ScannerError {
  return openFailureOf(cause, WORDS, (code) => FIXES[code](device, holder));
}

function grantFor({ vendorId, productId }: OpeningPort): string {
  if (vendorId === undefined || productId === undefined) return "let a udev rule give it the port";
  return `install this udev rule and plug the device in again: ${serialRule({ vendorId, productId })}`;
}

function releaseOf(holder: Holder | null): string {
  if (holder === null) return "end the other kiosk, terminal or ModemManager";
  return holder.pid === process.pid ? "two are set to the same port" : "end it, or keep it off this port";
}
