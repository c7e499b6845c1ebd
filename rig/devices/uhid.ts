import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import type { TakeBack } from "../suite.js";

/** Events of the kernel's <linux/uhid.h>, and where their fields are. */
const EVENT = {
  destroy: 1,
  output: 6,
  getReport: 9,
  getReportReply: 10,
  create2: 11,
  input2: 12,
  setReport: 13,
  setReportReply: 14,
};
const EVENT_BYTES = 4380;
const CREATE2 = {
  name: 4,
  phys: 132,
  uniq: 196,
  descriptorBytes: 260,
  bus: 262,
  vendor: 264,
  product: 268,
  version: 272,
  descriptor: 280,
};
const OUTPUT = { data: 4, size: 4100 };
const REPORT = { id: 4, size: 10, data: 12 };
const BUS_USB = 3;
const EIO = 5;
const POLL_MS = 10;

/** What a HID device is made of. */
export interface HidDeviceParts {
  readonly vendorId: number;
  readonly productId: number;
  readonly product: string;
  readonly serialNumber?: string;
  readonly descriptor: Uint8Array;
  /** What the machine sends it: output and feature reports, with their ids. */
  readonly onReport?: (kind: "output" | "feature", bytes: Buffer) => void;
  /** What it answers to a request for a feature report; left out, it refuses. */
  readonly feature?: (id: number) => Uint8Array | null;
}

/**
 * A HID device that this process plays: the kernel makes a hidraw node, and for keyboards an input device, of it. It has no USB
 * behind it; see Gadget for that. Plugged in as soon as it is made.
 */
export class UhidDevice {
  readonly #fd = openSync("/dev/uhid", constants.O_RDWR | constants.O_NONBLOCK);
  readonly #parts: HidDeviceParts;
  readonly #poll: NodeJS.Timeout;
  #plugged = true;

  constructor(parts: HidDeviceParts) {
    this.#parts = parts;
    const { vendorId, productId, product, serialNumber = "", descriptor } = parts;
    const event = Buffer.alloc(EVENT_BYTES);
    event.writeUInt32LE(EVENT.create2, 0);
    event.write(product, CREATE2.name, 127);
    event.write(serialNumber, CREATE2.uniq, 63);
    event.writeUInt16LE(descriptor.length, CREATE2.descriptorBytes);
    event.writeUInt16LE(BUS_USB, CREATE2.bus);
    event.writeUInt32LE(vendorId, CREATE2.vendor);
    event.writeUInt32LE(productId, CREATE2.product);
    event.set(descriptor, CREATE2.descriptor);
    writeSync(this.#fd, event);
    // A read that waits would hold a thread of this process for ever.
    this.#poll = setInterval(() => this.#takeEvents(), POLL_MS).unref();
  }

  /** Sends one report, with its id where the descriptor has ids. */
  send(report: Uint8Array): void {
    const event = Buffer.alloc(6 + report.length);
    event.writeUInt32LE(EVENT.input2, 0);
    event.writeUInt16LE(report.length, 4);
    event.set(report, 6);
    writeSync(this.#fd, event);
  }

  /** Draws the plug. May be done twice. */
  unplug(): void {
    if (!this.#plugged) return;
    this.#plugged = false;
    clearInterval(this.#poll);
    const event = Buffer.alloc(4);
    event.writeUInt32LE(EVENT.destroy, 0);
    writeSync(this.#fd, event);
    closeSync(this.#fd);
  }

  #takeEvents(): void {
    const event = Buffer.alloc(EVENT_BYTES);
    for (;;) {
      try {
        readSync(this.#fd, event);
      } catch {
        return; // Nothing more has come.
      }
      this.#take(event);
    }
  }

  #take(event: Buffer): void {
    const type = event.readUInt32LE(0);
    const id = event.readUInt32LE(REPORT.id);
    if (type === EVENT.output) {
      this.#parts.onReport?.(
        "output",
        Buffer.from(event.subarray(OUTPUT.data, OUTPUT.data + event.readUInt16LE(OUTPUT.size))),
      );
    } else if (type === EVENT.setReport) {
      this.#parts.onReport?.(
        "feature",
        Buffer.from(event.subarray(REPORT.data, REPORT.data + event.readUInt16LE(REPORT.size))),
      );
      const reply = Buffer.alloc(10);
      reply.writeUInt32LE(EVENT.setReportReply, 0);
      reply.writeUInt32LE(id, 4);
      writeSync(this.#fd, reply);
    } else if (type === EVENT.getReport) {
      writeSync(this.#fd, featureReply(id, this.#parts.feature?.(event[8] ?? 0) ?? null));
    }
  }
}

function featureReply(id: number, report: Uint8Array | null): Buffer {
  const reply = Buffer.alloc(12 + (report?.length ?? 0));
  reply.writeUInt32LE(EVENT.getReportReply, 0);
  reply.writeUInt32LE(id, 4);
  reply.writeUInt16LE(report === null ? EIO : 0, 8);
  reply.writeUInt16LE(report?.length ?? 0, 10);
  if (report !== null) reply.set(report, 12);
  return reply;
}

/** A device that is plugged in until its case is over. */
export function plugged(parts: HidDeviceParts, after: TakeBack): UhidDevice {
  const device = new UhidDevice(parts);
  after(() => device.unplug());
  return device;
}
