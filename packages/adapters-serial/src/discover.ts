import { readdir, realpath } from "node:fs/promises";
import { findScanner, ScannerError, troubled, type ScannerInfo, type WantedScanner } from "@usher/core";
import { fingerprintOf, makeOf } from "@usher/decoders";
import {
  holderOf,
  mayOpen,
  usbDevices,
  type FindUsbDevices,
  type HolderOf,
  type MayOpen,
  type UsbDevice,
} from "@usher/devices";
import { listLinuxPorts } from "./linux-ports.js";
import { listNativePorts } from "./native.js";
import { openFailure } from "./open-failure.js";
import type { ListedPort, ListPorts } from "./port.js";

/** What is asked of the machine to find scanners. All of it is the machine's own where not given. */
export interface Surroundings {
  readonly listPorts?: ListPorts;
  /** The paths of ports by their stable names, for machines where ports can't be listed. */
  readonly listLinks?: () => Promise<readonly string[]>;
  /** All that is plugged into USB, serial or not, to tell a scanner in another mode from none. */
  readonly findUsbDevices?: FindUsbDevices;
  /** Whether this user may read and write a port. */
  readonly mayOpen?: MayOpen;
  readonly holderOf?: HolderOf;
  /** The port itself, where a path is a link to it. */
  readonly resolve?: (path: string) => Promise<string>;
}

const LINKS = "/dev/serial/by-id";

/** The machine itself, with what is given in place of its own. */
export function surroundings(given: Surroundings): Required<Surroundings> {
  const own = { listPorts: listMachinePorts, listLinks: readLinks, findUsbDevices: usbDevices };
  return { ...own, mayOpen, holderOf, resolve: realpath, ...given };
}

/** The ports behind USB, and what would keep one from being opened. Never rejects; where it can't look it finds nothing. */
export async function listScanners(around: Required<Surroundings>): Promise<readonly ScannerInfo[]> {
  const found = await portsBehindUsb(around);
  return Promise.all(found.map((info) => judged(info, around)));
}

/**
 * The scanner that is wanted. A path may lead to a port that is not listed: a PTY, a line without USB, a link of udev's, which
 * keeps its name; where the port behind it is listed, it has to be the wanted scanner's in all else too.
 */
export async function findPort(wanted: WantedScanner, around: Required<Surroundings>): Promise<ScannerInfo> {
  const found = await portsBehindUsb(around);
  const { path } = wanted;
  if (path === undefined) return findKnown(wanted, found, around);
  const port = await around.resolve(path).catch(() => path);
  const listed = found.filter((info) => info.path === port || info.path === path);
  if (listed.length === 0) return { ...wanted, path };
  const { path: _path, ...rest } = wanted;
  return { ...findScanner(rest, listed), path };
}

/** The one that is wanted, by all but a path. One that is plugged in and in another mode is not absent, but in the wrong mode. */
async function findKnown(
  wanted: WantedScanner,
  found: readonly ScannerInfo[],
  around: Required<Surroundings>,
): Promise<ScannerInfo> {
  try {
    return findScanner(wanted, found);
  } catch (error) {
    const isAbsent = error instanceof ScannerError && error.code === "absent";
    const other = isAbsent ? inOtherMode(wanted, await around.findUsbDevices()) : null;
    throw other ?? error;
  }
}

/** A scanner like the wanted one in another mode; its product id changes with the mode, so that does not count. */
function inOtherMode(wanted: WantedScanner, plugged: readonly UsbDevice[]): ScannerError | null {
  for (const device of plugged) {
    const known = fingerprintOf(device);
    if (known === null || !["keyboard", "hidPos", "snapi", "ibmHandHeld", "vendor"].includes(known.mode)) continue;
    const { vendorId, serialNumber, port } = device;
    const tells = [
      [wanted.vendorId, vendorId],
      [wanted.serialNumber, serialNumber],
      [wanted.port, port],
    ];
    if (tells.some(([asked, is]) => asked !== undefined && asked !== is)) continue;
    const message = `the scanner ${makeOf(known)} in port ${port ?? "?"} is not in serial mode: ${known.toUse}`;
    return new ScannerError("wrongMode", message);
  }
  return null;
}

async function portsBehindUsb(around: Required<Surroundings>): Promise<readonly ScannerInfo[]> {
  try {
    return (await around.listPorts()).filter(({ vendorId }) => vendorId !== undefined).map(infoOf);
  } catch {
    return (await around.listLinks()).map((path) => ({ path }));
  }
}

function infoOf(listed: ListedPort): ScannerInfo {
  const { path, vendorId, productId, serialNumber, port } = listed;
  const product = listed.product ?? listed.pnpId ?? listed.manufacturer;
  const known = fingerprintOf(listed);
  return {
    path,
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(productId === undefined ? {} : { productId }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(port === undefined ? {} : { port }),
    ...(product === undefined ? {} : { product }),
    // Behind a bridge there may be anything: such a port is a scanner only where somebody says so.
    ...(known?.mode === "serial" ? { model: makeOf(known) } : {}),
  };
}

/** Adds why a scanner can't be read as it is. This program's own hold is no trouble. */
async function judged(info: ScannerInfo, around: Required<Surroundings>): Promise<ScannerInfo> {
  const { path } = info;
  if (!(await around.mayOpen(path))) return troubled(info, openFailure(info, new Error("Permission denied")));
  if (info.model === undefined) return info;
  const holder = await around.holderOf(path);
  if (holder === null || holder.pid === process.pid) return info;
  return troubled(info, openFailure(info, new Error("Cannot lock port"), holder));
}

function listMachinePorts(): Promise<readonly ListedPort[]> {
  return process.platform === "linux" ? listLinuxPorts().catch(listNativePorts) : listNativePorts();
}

async function readLinks(): Promise<readonly string[]> {
  try {
    return (await readdir(LINKS)).map((name) => `${LINKS}/${name}`);
  } catch {
    return [];
  }
}
