import { closeSync, constants, openSync, readSync, writeSync } from "node:fs";
import { eventually } from "../eventually.js";
import type { Gadget, UsbFunction } from "./gadget.js";

/** A HID interface of a USB device. Keyboards of the boot protocol have subclass 1 and protocol 1, all others 0 and 0. */
export function hidFunction(name: string, descriptor: Uint8Array, reportBytes: number, keyboard = false): UsbFunction {
  const boot = keyboard ? 1 : 0;
  const attributes = { protocol: boot, subclass: boot, report_length: reportBytes, report_desc: descriptor };
  return { name: `hid.${name}`, attributes };
}

/** Nothing came, or the last report was not taken yet; or the machine has not set the device up so far. */
const NOT_YET = ["EAGAIN", "ESHUTDOWN"];

/** The device's end of a HID interface: what a scanner's firmware would hold. */
export class HidEnd {
  readonly #fd: number;

  private constructor(fd: number) {
    this.#fd = fd;
  }

  /** Opens it, once the gadget is plugged in. */
  static async open(gadget: Gadget, name: string): Promise<HidEnd> {
    const minor = gadget.attribute(`hid.${name}`, "dev").split(":")[1] ?? "";
    const path = `/dev/hidg${minor}`;
    const fd = await eventually(path, () => openIfThere(path));
    return new HidEnd(fd);
  }

  /** Sends a report, as soon as the machine asks for one. */
  async send(report: Uint8Array): Promise<void> {
    await eventually("the machine takes a report", () => this.#attempt(() => writeSync(this.#fd, report)) !== null);
  }

  /** The next report that the machine sends. */
  async received(): Promise<Buffer> {
    const report = Buffer.alloc(1024);
    return eventually("a report from the machine", () => {
      const count = this.#attempt(() => readSync(this.#fd, report));
      return count === null ? null : report.subarray(0, count);
    });
  }

  close(): void {
    closeSync(this.#fd);
  }

  #attempt(work: () => number): number | null {
    try {
      return work();
    } catch (error) {
      if (NOT_YET.includes((error as NodeJS.ErrnoException).code ?? "")) return null;
      throw error;
    }
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  } catch {
    return null;
  }
}
