import { Turns } from "@usher/devices";
import { LIMITS } from "./limits.js";
import { nativeMissing } from "./open-failure.js";
import type { HidUsage, ListedHidDevice, ListHidDevices, OpenHidDevice } from "./port.js";

/** The machine's HID devices, by the package `node-hid`. */
export const listNativeDevices: ListHidDevices = async () => {
  const { devicesAsync } = await load();
  const byPath = new Map<string, ListedHidDevice & { readonly usages: HidUsage[] }>();
  for (const { path, vendorId, productId, usagePage, usage, ...names } of await devicesAsync()) {
    if (path === undefined) continue;
    const device = byPath.get(path) ?? { path, vendorId, productId, ...named(names), usages: [] };
    if (usagePage !== undefined && usage !== undefined) device.usages.push({ usagePage, usage });
    byPath.set(path, device);
  }
  return [...byPath.values()];
};

/** Opens a device by the package `node-hid` and reads it, on a thread of its own, until it is closed or gone. */
export const openNativeDevice: OpenHidDevice = async (path, listener) => {
  const { HIDAsync } = await load();
  const device = await HIDAsync.open(path);
  const turns = new Turns(LIMITS.pendingWrites);
  let closed: Promise<void> | null = null;
  const end = async (cause: unknown): Promise<void> => {
    // What was asked for before is done first, such as the word that closes a gate.
    await turns.settled();
    // A device that can't be closed is gone, and with that free.
    await device.close().catch(() => undefined);
    listener.closed(cause);
  };
  const close = (cause: unknown = null): Promise<void> => (closed ??= end(cause));
  const asked = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
    if (closed !== null) throw new Error(`${path} is closed`);
    return turns.take(ask);
  };

  // What comes as an "error" is a text, and means that the device can't be read any more.
  device.on("error", (cause: unknown) => void close(cause));
  // Exactly one listener: with a second one node-hid 3.4.0 throws out of a later tick.
  device.on("data", (report: Buffer) => {
    if (closed === null) listener.report(Uint8Array.from(report));
  });
  // It begins to read in a later tick. Closed before that, it throws there, where nobody can catch it (node-hid 3.4.0).
  await new Promise((resolve) => process.nextTick(resolve));
  return {
    write: (report) => asked(async () => void (await device.write(Buffer.from(report)))),
    sendFeatureReport: (report) => asked(async () => void (await device.sendFeatureReport(Buffer.from(report)))),
    getFeatureReport: (id, length) => asked(async () => Uint8Array.from(await device.getFeatureReport(id, length))),
    close: () => close(),
  };
};

interface Names {
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
}

/** The names that are there: the library gives empty ones for those that are not. */
function named({ serialNumber, manufacturer, product }: Names): Pick<ListedHidDevice, keyof Names> {
  const names = Object.entries({ serialNumber, manufacturer, product });
  return Object.fromEntries(names.filter(([, name]) => name !== undefined && name !== ""));
}

async function load(): Promise<typeof import("node-hid")> {
  try {
    const library = await import("node-hid");
    // The package loads its native part with its first use only: better here, where what is missing can be named.
    library.getHidapiVersion();
    return library;
  } catch (cause) {
    throw nativeMissing(process.platform, cause);
  }
}
