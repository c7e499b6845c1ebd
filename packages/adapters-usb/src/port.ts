/** An endpoint of an interface: one direction of its talk. */
export interface UsbEndpoint {
  readonly number: number;
  readonly direction: "in" | "out";
  readonly type: "bulk" | "interrupt";
  readonly packetBytes: number;
}

/** An interface of a device, as its descriptors tell it. Class, subclass and protocol are those of usb.org. */
export interface UsbInterface {
  readonly number: number;
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
  readonly endpoints: readonly UsbEndpoint[];
  /** The kernel's driver that has it, `"usbfs"` where another program has; null where none has, or the system does not tell. */
  readonly driver: string | null;
}

/** A device on the bus. A device with several interfaces is listed once. */
export interface ListedUsbDevice {
  /** Where it is: its place in the system's tree, by its socket. On Linux as in `/sys/bus/usb/devices/1-1.4`. */
  readonly path: string;
  /** The file that one needs rights on, on Linux as in `/dev/bus/usb/001/004`; another one after each plug. */
  readonly node?: string;
  readonly bus: string;
  readonly address: number;
  /** The socket: bus, then the sockets from its root on, as in `"1-1.4"`. */
  readonly port: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
  readonly manufacturer?: string;
  readonly product?: string;
  readonly interfaces: readonly UsbInterface[];
}

/** A request on the control endpoint, to the interface (USB 2.0, chapter 9.3). */
export interface ControlRequest {
  readonly type: "standard" | "class" | "vendor";
  readonly request: number;
  readonly value: number;
}

/**
 * An interface that this program has taken from the kernel and from everybody else.
 *
 * `read` resolves to the next packet, or to null where none came within `LIMITS.readMs`; it rejects once the device is gone. `write`
 * rejects where the device takes nothing within `LIMITS.writeMs`. `release` gives the interface back to the kernel; it never
 * rejects, and must not be called before every other call has settled: the library can't close a device that is being read.
 */
export interface ClaimedInterface {
  read(): Promise<Uint8Array | null>;
  write(bytes: Uint8Array): Promise<void>;
  controlIn(request: ControlRequest, length: number): Promise<Uint8Array>;
  controlOut(request: ControlRequest): Promise<void>;
  release(): Promise<void>;
}

/** Lists the devices of the machine's USB buses; may reject. */
export type ListUsbDevices = () => Promise<readonly ListedUsbDevice[]>;

/** Takes an interface for nobody else. Rejects with the library's own error. */
export type ClaimInterface = (device: ListedUsbDevice, claimed: UsbInterface) => Promise<ClaimedInterface>;

/** News of a device that came or went. Of one that went no more may be known. */
export interface UsbChange {
  readonly change: "attached" | "detached";
  readonly vendorId?: number;
  readonly productId?: number;
  readonly port?: string;
}

/** Calls back at every change until the returned function is called. May reject; the callback is never called after the end. */
export type WatchUsb = (changed: (change: UsbChange) => void) => Promise<() => Promise<void>>;
