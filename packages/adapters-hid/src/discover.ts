import { access, constants } from "node:fs/promises";
import { findScanner, ScannerError, type ScannerInfo, type WantedScanner } from "@usher/core";
import type { DeviceMode } from "@usher/decoders";
import { holdersOf, type FindHolders } from "./holder.js";
import { infoOf, modeOf, wrongMode } from "./known.js";
import { listNativeDevices } from "./native.js";
import { listHidDevices, type FindPlace, type HidDevice } from "./open-device.js";
import { nameOf, openFailure } from "./open-failure.js";
import type { ListHidDevices } from "./port.js";
import { hidPlace } from "./linux-devices.js";
import { usbDevices, type FindUsbDevices } from "./usb-devices.js";

/** What finding needs of the machine. All is the machine's own where not given. */
export interface FindingOptions {
  readonly listDevices?: ListHidDevices;
  readonly findPlace?: FindPlace;
  readonly findHolders?: FindHolders;
  readonly findUsbDevices?: FindUsbDevices;
  /** Whether this user may read and write the node at a path. */
  readonly mayOpen?: (path: string) => Promise<boolean>;
}

/** A scanner that was found, and what it needs to be read. */
export interface FoundScanner {
  readonly info: ScannerInfo;
  readonly vendorId: number;
  readonly mode: DeviceMode;
  readonly reportDescriptor: Uint8Array | null;
}

/** Looks for scanners of certain modes among all HID devices, anew each time. */
export interface Finding {
  /** All that are there, with what is wrong with them. Never rejects. */
  list(): Promise<readonly ScannerInfo[]>;
  /** The one that is wanted. Rejects with a `ScannerError`: absent, several, held by another program, in the wrong mode. */
  find(wanted: WantedScanner): Promise<FoundScanner>;
}

/** Which devices a driver is after. */
export interface FindingModes {
  /** The modes that it reads. */
  readonly reads: readonly DeviceMode[];
  /** The modes that it lists besides, since no other driver would tell of a scanner in one of these. */
  readonly tells?: readonly DeviceMode[];
  /** Whether only what is known as a scanner is taken, unless it was named by more than its path. */
  readonly knownOnly: boolean;
}

export function finding(modes: FindingModes, options: FindingOptions): Finding {
  const { listDevices = listNativeDevices, findPlace = hidPlace, mayOpen = isReadableAndWritable } = options;
  const { findHolders = holdersOf, findUsbDevices = usbDevices } = options;
  const { reads, tells = [], knownOnly } = modes;
  const listed = async (): Promise<readonly HidDevice[]> => listHidDevices(listDevices, findPlace);

  const describe = async (device: HidDevice): Promise<readonly ScannerInfo[]> => {
    const mode = modeOf(device);
    if (mode === null) return [];
    const info = infoOf(device, mode);
    if (tells.includes(mode)) {
      const message = wrongMode({ path: device.path }, [device], reads);
      return message === null ? [] : [{ ...info, trouble: { code: "wrongMode", message } }];
    }
    if (!reads.includes(mode)) return [];
    if (await mayOpen(device.path)) return [info];
    const { code, message } = openFailure(device, "Permission denied");
    return [{ ...info, trouble: { code, message } }];
  };

  const pick = async (wanted: WantedScanner, devices: readonly HidDevice[]): Promise<FoundScanner> => {
    const readable = devices.flatMap((device) => {
      const mode = modeOf(device);
      if (mode === null || !reads.includes(mode)) return [];
      return [{ info: infoOf(device, mode), mode, vendorId: device.vendorId }];
    });
    const takesAny = !knownOnly || isNamed(wanted);
    const scanners = readable.filter(({ info }) => takesAny || info.model !== undefined);
    const stranger = takesAny ? undefined : readable.find(({ info }) => info.path === wanted.path);
    if (stranger !== undefined && !scanners.includes(stranger)) throw unknown(stranger.info);
    const info = findScanner(
      wanted,
      scanners.map((scanner) => scanner.info),
    );
    const found = scanners.find((scanner) => scanner.info === info);
    if (found === undefined) throw new ScannerError("absent", `no scanner at ${info.path}`);
    return { ...found, reportDescriptor: (await findPlace(info.path)).reportDescriptor };
  };

  const find = async (wanted: WantedScanner): Promise<FoundScanner> => {
    const devices = await listed();
    const found = await pick(wanted, devices).catch(async (error: unknown) => {
      if (!(error instanceof ScannerError) || error.code !== "absent") throw error;
      const message = wrongMode(wanted, [...devices, ...(await findUsbDevices())], reads);
      throw message === null ? error : new ScannerError("wrongMode", message, { cause: error });
    });
    const [holder] = await findHolders(found.info.path);
    if (holder === undefined) return found;
    const who = holder.pid === process.pid ? "this program itself" : `${holder.program} (process ${holder.pid})`;
    const message = `the scanner ${nameOf(found.info)} is held by ${who}: each read would go to both; end that one`;
    throw new ScannerError("busy", message);
  };

  return {
    find,
    list: async () => {
      try {
        return (await Promise.all((await listed()).map(describe))).flat();
      } catch {
        // Without the library nothing can be looked for; opening tells what to install.
        return [];
      }
    },
  };
}

/** Whether it is named by something that stays with it. A path may be another device's after a replug. */
function isNamed({ vendorId, productId, serialNumber, port }: WantedScanner): boolean {
  return [vendorId, productId, serialNumber, port].some((value) => value !== undefined);
}

function unknown(info: ScannerInfo): ScannerError {
  const fix = "name it by vendorId and productId, or by its port, if it is a scanner";
  return new ScannerError(
    "absent",
    `${nameOf(info)} is not known as a scanner, and its path may become another's: ${fix}`,
  );
}

/** hidapi opens for both. Where paths are no files (Windows, macOS), only opening tells. */
async function isReadableAndWritable(path: string): Promise<boolean> {
  if (!path.startsWith("/dev/")) return true;
  return access(path, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}
