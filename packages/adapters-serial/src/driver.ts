import { readdir } from "node:fs/promises";
import { findScanner, type ScannerDriver, type ScannerInfo, type Time, type WantedScanner } from "@usher/core";
import type { DroppedRead, Framing } from "@usher/decoders";
import { listNativePorts, openNativePort } from "./native.js";
import { DEFAULT_LINE } from "./open-port.js";
import type { LineSettings, ListedPort, ListPorts, OpenPort } from "./port.js";
import { openSerialScanner } from "./scanner.js";

/** How a serial scanner talks. What is left out is 9600 8N1 with reads that end in CR, LF or both. */
export interface SerialSettings extends Partial<LineSettings> {
  readonly framing?: Framing;
}

/** What the driver needs of the world. All but `time` is the machine's own where not given. */
export interface SerialDriverOptions {
  readonly time: Time;
  readonly listPorts?: ListPorts;
  readonly openPort?: OpenPort;
  /** The paths of ports by their stable names, for machines that have no udevadm. */
  readonly listLinks?: () => Promise<readonly string[]>;
  /** Hears of reads that were dropped: too long, or cut short. For a log; never the bytes themselves. */
  readonly onDropped?: (info: ScannerInfo, read: DroppedRead) => void;
}

const DEFAULT_FRAMING: Framing = { end: "any" };
const LINKS = "/dev/serial/by-id";

/**
 * Scanners on serial lines: RS-232, USB-CDC, USB-serial bridges, PTYs. It lists ports behind USB only; a scanner on a plain
 * `ttyS` does not show and is opened by its path all the same.
 */
export function serialDriver(options: SerialDriverOptions): ScannerDriver<SerialSettings> {
  const { time, listPorts = listNativePorts, openPort = openNativePort, listLinks = readLinks, onDropped } = options;
  const list = async (): Promise<readonly ScannerInfo[]> => {
    try {
      return (await listPorts()).filter(({ vendorId }) => vendorId !== undefined).map(infoOf);
    } catch {
      // Slim containers have no udevadm, by which the library looks.
      return (await listLinks()).map((path) => ({ path }));
    }
  };
  // A path may lead to a port that is not listed: a link of udev's, a PTY, a line without USB.
  const find = async (wanted: WantedScanner): Promise<ScannerInfo> =>
    wanted.path === undefined ? findScanner(wanted, await list()) : { ...wanted, path: wanted.path };
  return {
    kind: "serial",
    list,
    open: async (wanted, { framing = DEFAULT_FRAMING, ...line }) =>
      openSerialScanner({
        info: await find(wanted),
        line: { ...DEFAULT_LINE, ...line },
        framing,
        time,
        openPort,
        onDropped: (...dropped) => onDropped?.(...dropped),
      }),
  };
}

function infoOf(port: ListedPort): ScannerInfo {
  const product = port.pnpId ?? port.manufacturer;
  return {
    path: port.path,
    ...(port.vendorId === undefined ? {} : { vendorId: Number.parseInt(port.vendorId, 16) }),
    ...(port.productId === undefined ? {} : { productId: Number.parseInt(port.productId, 16) }),
    ...(port.serialNumber === undefined ? {} : { serialNumber: port.serialNumber }),
    ...(product === undefined ? {} : { product }),
  };
}

async function readLinks(): Promise<readonly string[]> {
  try {
    return (await readdir(LINKS)).map((name) => `${LINKS}/${name}`);
  } catch {
    return [];
  }
}
