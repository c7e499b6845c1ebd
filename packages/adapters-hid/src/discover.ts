import { findScanner, ScannerError, troubled, type ScannerInfo, type WantedScanner } from "@usher/core";
import type { DeviceMode } from "@usher/decoders";
import {
  deviceName,
  holderName,
  holderOf,
  mayOpen,
  usbDevices,
  type FindUsbDevices,
  type Holder,
  type HolderOf,
  type MayOpen,
} from "@usher/devices";
import { infoOf, modeOf, wrongMode } from "./known.js";
import { listNativeDevices } from "./native.js";
import { listHidDevices, type FindPlace, type HidDevice } from "./open-device.js";
import { openFailure } from "./open-failure.js";
import type { ListHidDevices } from "./port.js";
import { hidPlace } from "./linux-devices.js";

/** What finding needs of the machine. All is the machine's own where not given. */
export interface FindingOptions {
  readonly listDevices?: ListHidDevices;
  readonly findPlace?: FindPlace;
  readonly holderOf?: HolderOf;
  readonly findUsbDevices?: FindUsbDevices;
  /** Whether this user may read and write the node at a path: hidapi opens for both. */
  readonly mayOpen?: MayOpen;
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
  const { listDevices = listNativeDevices, findPlace = hidPlace } = options;
  const around = { mayOpen, holderOf, findUsbDevices: usbDevices, ...options };
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
    if (!(await around.mayOpen(device.path))) return [troubled(info, openFailure(device, "Permission denied"))];
    // Whoever has a device that nobody knows is nobody's trouble until it is named. This program's own hold is none.
    const holder = info.model === undefined ? null : await around.holderOf(device.path);
    return [holder === null || holder.pid === process.pid ? info : troubled(info, busy(info, holder))];
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
      const message = wrongMode(wanted, [...devices, ...(await around.findUsbDevices())], reads);
      throw message === null ? error : new ScannerError("wrongMode", message, { cause: error });
    });
    const holder = await around.holderOf(found.info.path);
    if (holder === null) return found;
    throw busy(found.info, holder);
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

/** Linux keeps nobody from opening a HID device that another program has, and then each read goes to both. */
function busy(info: ScannerInfo, holder: Holder): ScannerError {
  const message = `the scanner ${deviceName(info)} is held by ${holderName(holder)}: each read would go to both; end that one`;
  return new ScannerError("busy", message);
}

/** Whether it is named by something that stays with it. A path may be another device's after a replug. */
function isNamed({ vendorId, productId, serialNumber, port }: WantedScanner): boolean {
  return [vendorId, productId, serialNumber, port].some((value) => value !== undefined);
}

function unknown(info: ScannerInfo): ScannerError {
  const fix = "name it by vendorId and productId, or by its port, if it is a scanner";
  return new ScannerError(
    "absent",
    `${deviceName(info)} is not known as a scanner, and its path may become another's: ${fix}`,
  );
}
