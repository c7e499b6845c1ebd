import { LIMITS } from "./limits.js";
import { nativeMissing } from "./open-failure.js";
import type {
  ClaimInterface,
  ControlRequest,
  ListedUsbDevice,
  ListUsbDevices,
  UsbEndpoint,
  UsbInterface,
  WatchUsb,
} from "./port.js";

/**
 * The devices of the machine's USB buses, by the package `usb`, for systems whose own tree can't be read. It opens each to know its
 * interfaces; one that it may not open is listed without.
 */
export const listNativeDevices: ListUsbDevices = async () => {
  const { nativeGetDevices } = await load();
  return (await nativeGetDevices()).map((device) => ({
    path: `usb:${portOf(device)}`,
    bus: device.bus,
    address: device.address,
    port: portOf(device),
    vendorId: device.vendorId,
    productId: device.productId,
    ...told("serialNumber", () => device.serialNumber),
    ...told("manufacturer", () => device.manufacturerName),
    ...told("product", () => device.productName),
    interfaces: told("interfaces", () => interfacesOf(device)).interfaces ?? [],
  }));
};

/** Takes an interface by the package `usb`, from the kernel's driver where one has it. */
export const claimNativeInterface: ClaimInterface = async (listed, { number, driver, endpoints }) => {
  const { nativeGetDevices } = await load();
  const device = (await nativeGetDevices()).find(
    ({ bus, address }) => bus === listed.bus && address === listed.address,
  );
  if (device === undefined) throw new Error("no such device");
  await device.open();
  const release = async (): Promise<void> => {
    // Without this first, the device could not be opened again; to one that is gone nothing has to be given back.
    await anyway(() => device.releaseInterface(number));
    // Also where the kernel had no driver on it: one that was taken by a program that crashed then comes back as well.
    await anyway(() => device.attachKernelDriver(number));
    await anyway(() => device.close());
  };
  try {
    if (driver !== null) await device.detachKernelDriver(number);
    await device.claimInterface(number);
  } catch (error) {
    await release();
    throw error;
  }
  const [input, output] = (["in", "out"] as const).map((way) => endpoints.find(({ direction }) => direction === way));
  const setup = ({ type: requestType, request, value }: ControlRequest) =>
    ({ requestType, recipient: "interface", request, value, index: number }) as const;
  return {
    read: async () => {
      if (input === undefined) throw new Error("the interface has no endpoint in");
      try {
        // One packet at a time: a longer transfer would wait for a short packet, which a full report is not.
        return await device.nativeTransferIn(input.number, LIMITS.readMs, input.packetBytes);
      } catch (error) {
        const words = String(error);
        if (words.includes("Cancelled")) return null;
        // An endpoint that the device has halted stays so until it is told, also for whoever opens it next.
        if (words.includes("Stall")) await anyway(() => device.clearHalt("in", input.number));
        throw error;
      }
    },
    write: async (bytes) => {
      if (output === undefined) throw new Error("the interface has no endpoint out");
      await device.nativeTransferOut(output.number, LIMITS.writeMs, Uint8Array.from(bytes));
    },
    controlIn: async (request, length) => {
      const data = await device.nativeControlTransferIn(setup(request), LIMITS.controlMs, length);
      return data ?? new Uint8Array();
    },
    controlOut: async (request) => {
      await device.nativeControlTransferOut(setup(request), LIMITS.controlMs, new Uint8Array());
    },
    release,
  };
};

/**
 * Watches the buses by the package `usb`. It goes by the package's emitter and not by its WebUSB events: those throw out of a timer where
 * the system has none to give, and reject unheard where it has no bus (usb 3.1.0).
 */
export const watchNativeDevices: WatchUsb = async (changed) => {
  const { Emitter, nativeGetDevices } = await load();
  const known = new Map((await nativeGetDevices()).map((device) => [device.handle, identityOf(device)]));
  const emitter = new Emitter();
  let isOver = false;
  const stop = async (): Promise<void> => {
    isOver = true;
    await emitter.removeAttach();
    await emitter.removeDetach();
  };
  await emitter.addAttach((device) => {
    if (isOver) return;
    known.set(device.handle, identityOf(device));
    changed({ change: "attached", ...identityOf(device) });
  });
  await emitter.addDetach((handle) => {
    if (isOver) return;
    const ids = known.get(handle);
    known.delete(handle);
    changed({ change: "detached", ...ids });
  });
  return stop;
};

// The package's own types need those of the browser's WebUSB, which say less than there is; its native part is fully typed.
type Library = typeof import("usb/index.js");
type NativeDevice = Awaited<ReturnType<Library["nativeGetDevices"]>>[number];
type Placed = Pick<NativeDevice, "bus" | "ports" | "vendorId" | "productId">;

/** What the library tells of a device's configuration. */
interface NativeConfiguration {
  readonly interfaces: readonly NativeInterface[];
}
type NativeInterface = Pick<import("usb/index.js").UsbInterface, "interfaceNumber" | "alternate">;

function identityOf(device: Placed): Pick<ListedUsbDevice, "vendorId" | "productId" | "port"> {
  return { vendorId: device.vendorId, productId: device.productId, port: portOf(device) };
}

function portOf({ bus, ports }: Placed): string {
  return `${/^\d+$/.test(bus) ? Number(bus) : bus}-${ports.join(".")}`;
}

function interfacesOf(device: NativeDevice): readonly UsbInterface[] {
  const { interfaces } = device.configuration as NativeConfiguration;
  return interfaces.map(({ interfaceNumber, alternate }) => ({
    number: interfaceNumber,
    class: alternate.interfaceClass,
    subclass: alternate.interfaceSubclass,
    protocol: alternate.interfaceProtocol,
    driver: null,
    endpoints: alternate.endpoints.flatMap(({ endpointNumber, direction, type, packetSize }) =>
      endpointOf(endpointNumber, direction as string, type as string, packetSize),
    ),
  }));
}

function endpointOf(number: number, direction: string, type: string, packetBytes: number): readonly UsbEndpoint[] {
  if (type !== "bulk" && type !== "interrupt") return [];
  return [{ number, direction: direction === "in" ? "in" : "out", type, packetBytes }];
}

/** What the library tells, where it does: it opens the device for some of it, and throws where it may not. */
function told<Key extends string, Value>(
  key: Key,
  tell: () => Value | null | undefined,
): { readonly [K in Key]?: Value } {
  try {
    const value = tell();
    return value === null || value === undefined || value === "" ? {} : ({ [key]: value } as { [K in Key]: Value });
  } catch {
    return {};
  }
}

/** Does what may fail, and then needs not be done. Some of the library's calls throw before they promise. */
async function anyway(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // Of a device that is gone nothing is left to be put right.
  }
}

/** Resolves where the package `usb` loads, and rejects with a `ScannerError` `nativeMissing` where it does not. */
export async function loadLibrary(): Promise<void> {
  await load();
}

async function load(): Promise<Library> {
  try {
    return await import("usb/index.js");
  } catch (cause) {
    throw nativeMissing(cause);
  }
}
