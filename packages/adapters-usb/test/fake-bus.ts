import type { ClaimedInterface, ClaimInterface, ControlRequest, ListedUsbDevice, UsbInterface } from "../src/index.js";

/** An interface of the vendor's own, a bulk endpoint each way. */
export const VENDOR_INTERFACE: UsbInterface = {
  number: 0,
  class: 0xff,
  subclass: 0,
  protocol: 0,
  driver: null,
  endpoints: [
    { number: 1, direction: "in", type: "bulk", packetBytes: 64 },
    { number: 2, direction: "out", type: "bulk", packetBytes: 64 },
  ],
};

/** A keyboard in the boot protocol, with the kernel's driver on it. */
export const KEYBOARD_INTERFACE: UsbInterface = {
  number: 0,
  class: 3,
  subclass: 1,
  protocol: 1,
  driver: "usbhid",
  endpoints: [{ number: 1, direction: "in", type: "interrupt", packetBytes: 8 }],
};

/** The report descriptor of a HID POS scanner: one report of 8 bytes of Decoded Data, without an id. */
export const POS_DESCRIPTOR = Uint8Array.from(
  Buffer.from("058c0902a1010912a102150026ff007508950809fe820201c0c0", "hex"),
);

export const DEVICE: ListedUsbDevice = {
  path: "/sys/bus/usb/devices/1-1.4",
  node: "/dev/bus/usb/001/004",
  bus: "001",
  address: 4,
  port: "1-1.4",
  vendorId: 0xf055,
  productId: 0x0001,
  serialNumber: "S1",
  product: "Gate Scanner",
  interfaces: [VENDOR_INTERFACE],
};

/**
 * A bus with one device that a test plays. It keeps the rules that the library has: one claim at a time, and no release while anything
 * is under way, which is noted as a violation.
 */
export class FakeBus {
  readonly device: ListedUsbDevice;
  readonly written: string[] = [];
  readonly requests: (ControlRequest & { readonly length?: number })[] = [];
  readonly violations: string[] = [];
  claims = 0;
  releases = 0;
  /** What the next claim is refused with. */
  refusal: Error | null = null;
  /** What control requests in are answered with; without it they stall. */
  answer: Uint8Array | null = null;
  takesWrites = true;
  #isPlugged = true;
  #claimed: UsbInterface | null = null;
  #plugs = 0;
  #packets: Uint8Array[] = [];
  #underWay = 0;

  constructor(device: ListedUsbDevice = DEVICE) {
    this.device = device;
  }

  readonly list = async (): Promise<readonly ListedUsbDevice[]> => {
    if (!this.#isPlugged) return [];
    const claimed = this.#claimed?.number;
    const interfaces = this.device.interfaces.map((each) =>
      each.number === claimed ? { ...each, driver: "usbfs" } : each,
    );
    return [{ ...this.device, interfaces }];
  };

  readonly claim: ClaimInterface = async (_device, claimed) => {
    if (this.refusal !== null) throw this.refusal;
    if (this.#claimed !== null) throw new Error("claimInterface error: interface is busy (errno 16)");
    this.#claimed = claimed;
    this.claims += 1;
    return this.#interface(this.#plugs);
  };

  /** What a driver needs to find this bus and nothing of the machine, and to have every right there. */
  readonly around = {
    listDevices: this.list,
    claimInterface: this.claim,
    loadLibrary: async () => undefined,
    mayOpen: async () => true,
    holderOf: async () => null,
  };

  get isFree(): boolean {
    return this.#claimed === null;
  }

  /** How many packets nobody has read yet. */
  get waiting(): number {
    return this.#packets.length;
  }

  /** The device sends packets. */
  send(...packets: readonly (string | Uint8Array)[]): void {
    this.#packets.push(...packets.map((packet) => Uint8Array.from(Buffer.from(packet))));
  }

  unplug(): void {
    this.#isPlugged = false;
    this.#plugs += 1;
    this.#claimed = null;
    this.#packets = [];
  }

  plug(): void {
    this.#isPlugged = true;
  }

  #interface(plug: number): ClaimedInterface {
    const transfer = async <Value>(act: () => Value | Promise<Value>): Promise<Value> => {
      this.#underWay += 1;
      try {
        await new Promise(setImmediate);
        if (plug !== this.#plugs) throw new Error("transfer error: Fault");
        return await act();
      } finally {
        this.#underWay -= 1;
      }
    };
    return {
      read: () => transfer(() => this.#packets.shift() ?? null),
      write: (bytes) =>
        transfer(() => {
          if (!this.takesWrites) throw new Error("transferOut error: Cancelled");
          this.written.push(Buffer.from(bytes).toString("latin1"));
        }),
      controlIn: (request, length) =>
        transfer(() => {
          this.requests.push({ ...request, length });
          if (this.answer === null) throw new Error("controlTransferIn error: Stall");
          return this.answer;
        }),
      controlOut: (request) =>
        transfer(() => {
          this.requests.push(request);
          if (this.answer === null) throw new Error("controlTransferOut error: Stall");
        }),
      release: async () => {
        if (this.#underWay > 0) this.violations.push("released while a transfer was under way");
        if (plug === this.#plugs) this.#claimed = null;
        this.releases += 1;
      },
    };
  }
}
