import { findScanner, ScannerError, troubled, type ScannerInfo, type WantedScanner } from "@usher/core";
import { fingerprintOf, makeOf } from "@usher/decoders";
import { holderOf, mayOpen, type Holder, type HolderOf, type MayOpen } from "@usher/devices";
import { listMachineDevices } from "./machine.js";
import { noBus, openFailure } from "./open-failure.js";
import type { ListedUsbDevice, ListUsbDevices } from "./port.js";
import { readingsOf, type Reading, type UsbMode, type WantedReading } from "./profiles.js";

/** What is asked of the machine to find scanners. All of it is the machine's own where not given. */
export interface Surroundings {
  readonly listDevices?: ListUsbDevices;
  /** Whether this user has rights on the node of a device. */
  readonly mayOpen?: MayOpen;
  readonly holderOf?: HolderOf;
}

/** The sockets whose scanners this program has itself, and the kernel's driver that had them before. */
export type Held = ReadonlyMap<string, string | null>;

/** The driver of the kernel that shows that a program has an interface. */
const HELD_BY_A_PROGRAM = "usbfs";
const BUSY = new Error("busy");

/** The devices that could be read, and known scanners that can't be, with what to set. Never rejects. */
export async function listScanners(around: Required<Surroundings>, held: Held): Promise<ScannerInfo[]> {
  const devices = await around.listDevices().catch(() => []);
  const infos = await Promise.all(devices.map((device) => infoOf(device, around, held)));
  return infos.filter((info) => info !== null);
}

/** The device that is wanted, whether or not it can be read. Rejects as `absent` where there is none, with the reason. */
export async function findDevice(wanted: WantedScanner, around: Required<Surroundings>): Promise<ListedUsbDevice> {
  let devices: readonly ListedUsbDevice[];
  try {
    devices = await around.listDevices();
  } catch (cause) {
    const path = wanted.path === undefined ? "" : ` ${wanted.path}`;
    throw noBus(`the USB scanner${path} can't be looked for`, cause);
  }
  const { path } = findScanner(wanted, devices);
  const device = devices.find((each) => each.path === path);
  if (device === undefined) throw new ScannerError("absent", `no USB device ${path}: is it plugged in?`);
  return device;
}

/**
 * The ways to read a device as it is wanted, or, where nothing is said, as it is known. Rejects with a `ScannerError`: `busy` where
 * another program has it, `wrongMode` where there is no way, with what to set.
 */
export async function readingsWanted(
  device: ListedUsbDevice,
  wanted: WantedReading,
  around: Pick<Required<Surroundings>, "holderOf">,
): Promise<readonly Reading[]> {
  const mode = wanted.mode ?? knownMode(device);
  const readings = mode === undefined ? [] : readingsOf(device, { ...wanted, mode });
  if (readings.length > 0) {
    const free = readings.filter((reading) => reading.interface.driver !== HELD_BY_A_PROGRAM);
    if (free.length === 0) throw await whyNot(device, BUSY, around);
    return free;
  }
  throw wrongMode(device, wanted);
}

/** Why a device can't be taken, and what to do; of one that another program has, which. */
export async function whyNot(
  device: ListedUsbDevice,
  cause: unknown,
  around: Pick<Required<Surroundings>, "holderOf">,
): Promise<ScannerError> {
  const failure = openFailure(device, cause);
  return failure.code === "busy" ? openFailure(device, cause, await holderNow(device, around)) : failure;
}

/** Why none of a device's interfaces can be read, and what to set. */
export function wrongMode(device: ListedUsbDevice, { mode, interfaceNumber }: WantedReading): ScannerError {
  const name = `the USB device ${device.product ?? "of no name"} on ${device.path}`;
  const there = interfaceNumber === undefined ? "no interface" : `no interface ${interfaceNumber}`;
  const advice = fingerprintOf(device)?.toUse ?? 'set the scanner to another mode, or set "mode" to what it sends';
  if (mode === undefined) {
    return new ScannerError("wrongMode", `it is not known how ${name} talks: set "mode"; or ${advice}`);
  }
  return new ScannerError("wrongMode", `${name} has ${there} that can be read as "${mode}": ${advice}`);
}

/** How a device is read where nobody says: by its own profile, or by the mode that its ids tell. */
function knownMode(device: ListedUsbDevice): UsbMode | undefined {
  const own = readingsOf(device).find(({ profile }) => profile.device !== undefined);
  if (own !== undefined) return own.profile.mode;
  const mode = fingerprintOf(device)?.mode;
  return mode === "keyboard" || mode === "hidPos" ? mode : undefined;
}

/** What tells a device from others, and what it calls itself. */
export function placeOf({ path, vendorId, productId, serialNumber, port, product }: ListedUsbDevice): ScannerInfo {
  return {
    path,
    vendorId,
    productId,
    ...(serialNumber === undefined ? {} : { serialNumber }),
    port,
    ...(product === undefined ? {} : { product }),
  };
}

async function infoOf(
  device: ListedUsbDevice,
  around: Required<Surroundings>,
  held: Held,
): Promise<ScannerInfo | null> {
  const fingerprint = fingerprintOf(device);
  const unread = fingerprint?.mode === "ibmHandHeld" || fingerprint?.mode === "vendor";
  const readings = readingsOf(device);
  if (readings.length === 0 && !unread) return null;
  // Where the kernel has a driver for it, another adapter reads it, and nobody takes it from there unasked.
  const driverOf = ({ interface: { driver } }: Reading) => (held.has(device.port) ? held.get(device.port) : driver);
  const isOurs = readings.some((reading) => reading.profile.device !== undefined && driverOf(reading) === null);
  const info: ScannerInfo = {
    ...placeOf(device),
    ...(fingerprint === null || !isOurs ? {} : { model: makeOf(fingerprint) }),
  };
  // Whether a device that nobody knows can be opened is nobody's trouble until it is named.
  if (fingerprint === null) return info;
  if (unread) return troubled(info, new ScannerError("wrongMode", `${device.path}: ${fingerprint.toUse}`));
  if (readings.every((reading) => driverOf(reading) === HELD_BY_A_PROGRAM)) {
    const holder = await holderNow(device, around);
    if (holder?.pid !== process.pid) return troubled(info, openFailure(device, BUSY, holder));
  }
  if (device.node === undefined || (await around.mayOpen(device.node))) return info;
  return troubled(info, openFailure(device, new Error("permission denied")));
}

async function holderNow(
  { node }: ListedUsbDevice,
  around: Pick<Required<Surroundings>, "holderOf">,
): Promise<Holder | null> {
  return node === undefined ? null : around.holderOf(node);
}

/** The machine itself, with what is given in place of its own. */
export function surroundings(given: Surroundings): Required<Surroundings> {
  return { listDevices: listMachineDevices, mayOpen, holderOf, ...given };
}
