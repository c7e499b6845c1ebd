import { listNativeDevices, openNativeDevice } from "./native.js";
import { openFailure } from "./open-failure.js";
import type { HidListener, ListedHidDevice, ListHidDevices, OpenedHidDevice, OpenHidDevice } from "./port.js";
import { hidPlace, type HidPlace } from "./linux-devices.js";

/** A HID device that is there, and which socket it is plugged into, where the system tells. */
export interface HidDevice extends ListedHidDevice {
  readonly port?: string;
}

/** Looks up where a device belongs. */
export type FindPlace = (path: string) => Promise<HidPlace>;

/** The machine's HID devices. Rejects with a `ScannerError` `nativeMissing` where the library does not load. */
export async function listHidDevices(
  listDevices: ListHidDevices = listNativeDevices,
  findPlace: FindPlace = hidPlace,
): Promise<readonly HidDevice[]> {
  const listed = await listDevices();
  return Promise.all(
    listed.map(async (device) => {
      const { port } = await findPlace(device.path);
      return port === null ? device : { ...device, port };
    }),
  );
}

/** The report descriptor of a device, readable without rights on it; null where the system does not tell (outside Linux). */
export async function readReportDescriptor(path: string): Promise<Uint8Array | null> {
  return (await hidPlace(path)).reportDescriptor;
}

/**
 * Opens a HID device that is no scanner, such as a relay board, or any HID device to see what it sends. Rejects with a
 * `ScannerError` that names the device and the fix.
 */
export async function openHidDevice(
  path: string,
  listener: Partial<HidListener> = {},
  openDevice: OpenHidDevice = openNativeDevice,
  listDevices: ListHidDevices = listNativeDevices,
): Promise<OpenedHidDevice> {
  const heard: HidListener = {
    report: (bytes) => listener.report?.(bytes),
    closed: (cause) => listener.closed?.(cause),
  };
  try {
    return await openDevice(path, heard);
  } catch (cause) {
    // Which device it is tells the udev rule that it needs.
    const found = (await listDevices().catch(() => [])).find((device) => device.path === path);
    throw openFailure(found ?? { path }, cause);
  }
}
