import { HID_POS_DESCRIPTOR, KEYBOARD_DESCRIPTOR, SNAPI_DESCRIPTOR } from "./descriptors.js";
import type { HidDriverOptions, HidListener, ListedHidDevice, OpenedHidDevice } from "../src/index.js";

/** A device of a machine that is not there. */
export interface FakeDevice extends ListedHidDevice {
  readonly port?: string;
  readonly reportDescriptor?: Uint8Array;
}

/** A Honeywell in HID POS mode. */
export const HID_POS: FakeDevice = {
  path: "/dev/hidraw4",
  vendorId: 0x0c2e,
  productId: 0x0b87,
  serialNumber: "S1",
  product: "Voyager 1400g",
  usages: [{ usagePage: 0x8c, usage: 2 }],
  port: "1-1.4",
  reportDescriptor: HID_POS_DESCRIPTOR,
};

/** The same scanner as a keyboard: another product id, and a service interface beside the keys. */
export const WEDGE: FakeDevice = {
  ...HID_POS,
  productId: 0x0b81,
  usages: [{ usagePage: 1, usage: 6 }],
  reportDescriptor: KEYBOARD_DESCRIPTOR,
};

/** A Zebra in SNAPI mode. */
export const SNAPI: FakeDevice = {
  path: "/dev/hidraw5",
  vendorId: 0x05e0,
  productId: 0x1900,
  serialNumber: "Z1",
  product: "Symbol Bar Code Scanner",
  usages: [{ usagePage: 0xff00, usage: 1 }],
  port: "1-2",
  reportDescriptor: SNAPI_DESCRIPTOR,
};

/** The operator's keyboard. */
export const KEYBOARD: FakeDevice = {
  path: "/dev/hidraw0",
  vendorId: 0x046d,
  productId: 0xc31c,
  product: "USB Keyboard",
  usages: [{ usagePage: 1, usage: 6 }],
  port: "1-9",
  reportDescriptor: KEYBOARD_DESCRIPTOR,
};

/** What a device was sent. */
export type Sent = readonly [kind: "output" | "feature", report: readonly number[]];

/** The HID devices of a machine that is not there, and a hand on them: the arguments of a driver. */
export class FakeHid {
  readonly #devices = new Map<string, FakeDevice>();
  readonly #open = new Map<string, HidListener>();
  readonly sent: Sent[] = [];

  constructor(...devices: readonly FakeDevice[]) {
    for (const device of devices) this.plug(device);
  }

  plug(device: FakeDevice): void {
    this.#devices.set(device.path, device);
  }

  unplug(path: string): void {
    this.#devices.delete(path);
    const listener = this.#open.get(path);
    this.#open.delete(path);
    listener?.closed("could not read from HID device: hid_read_timeout: unexpected poll error (device disconnected)");
  }

  /** The device sends these reports, one after the other. */
  report(path: string, reports: readonly Uint8Array[]): void {
    for (const report of reports) this.#open.get(path)?.report(report);
  }

  isOpen(path: string): boolean {
    return this.#open.has(path);
  }

  /** What a driver takes of the machine. */
  get world() {
    return {
      listDevices: async () =>
        [...this.#devices.values()].map(({ port: _port, reportDescriptor: _descriptor, ...listed }) => listed),
      findPlace: async (path: string) => {
        const device = this.#devices.get(path);
        return { port: device?.port ?? null, reportDescriptor: device?.reportDescriptor ?? null };
      },
      holderOf: async (path: string) => (this.#open.has(path) ? { pid: process.pid, program: "node" } : null),
      findUsbDevices: async () => [],
      mayOpen: async () => true,
      openDevice: (path: string, listener: HidListener) => this.#opened(path, listener),
    } satisfies Omit<HidDriverOptions, "time">;
  }

  async #opened(path: string, listener: HidListener): Promise<OpenedHidDevice> {
    if (!this.#devices.has(path)) throw new Error(`Cannot open path ${path}: No such file or directory`);
    this.#open.set(path, listener);
    const send = (kind: Sent[0]) => async (report: Uint8Array) => {
      if (!this.#open.has(path)) throw new Error("No such device");
      this.sent.push([kind, [...report]]);
    };
    return {
      write: send("output"),
      sendFeatureReport: send("feature"),
      getFeatureReport: async (_id, length) => new Uint8Array(length),
      close: async () => {
        if (this.#open.delete(path)) listener.closed(null);
      },
    };
  }
}
