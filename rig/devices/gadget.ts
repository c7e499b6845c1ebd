import { mkdirSync, readdirSync, readFileSync, rmdirSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const GADGETS = "/sys/kernel/config/usb_gadget";
const SOCKETS = "/sys/class/udc";
const ENGLISH = "strings/0x409";

/** What a USB device tells of itself. */
export interface UsbIdentity {
  readonly vendorId: number;
  readonly productId: number;
  readonly manufacturer: string;
  readonly product: string;
  readonly serialNumber: string;
}

/** A function of the kernel's gadget drivers, such as `hid.pos` or `acm.line`, with its attributes in configfs. */
export interface UsbFunction {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | Uint8Array>>;
}

let made = 0;

/**
 * A USB device made in the guest: configfs describes it, dummy_hcd is the cable. The machine's own drivers see a device on a bus, with
 * all that belongs to it. It is plugged into one of four sockets, by number from 0 on.
 */
export class Gadget {
  readonly #folder = join(GADGETS, `usher${made++}`);
  readonly #functions: readonly UsbFunction[];

  constructor(identity: UsbIdentity, functions: readonly UsbFunction[]) {
    this.#functions = functions;
    this.#folders("", ENGLISH, "configs/c.1", `configs/c.1/${ENGLISH}`);
    this.#write("idVendor", identity.vendorId);
    this.#write("idProduct", identity.productId);
    this.#write("bcdUSB", 0x0200);
    this.#write(`${ENGLISH}/manufacturer`, identity.manufacturer);
    this.#write(`${ENGLISH}/product`, identity.product);
    this.#write(`${ENGLISH}/serialnumber`, identity.serialNumber);
    for (const { name, attributes = {} } of functions) {
      this.#folders(`functions/${name}`);
      for (const [attribute, value] of Object.entries(attributes)) {
        this.#write(`functions/${name}/${attribute}`, value);
      }
      symlinkSync(join(this.#folder, "functions", name), join(this.#folder, "configs/c.1", name));
    }
  }

  /** An attribute that the kernel gave a function, such as the number of its node. */
  attribute(name: string, attribute: string): string {
    return readFileSync(join(this.#folder, "functions", name, attribute), "utf8").trim();
  }

  plug(socket = 0): void {
    this.#write("UDC", readdirSync(SOCKETS).toSorted()[socket] ?? "");
  }

  /** Draws the plug. May be done twice. */
  unplug(): void {
    if (readFileSync(join(this.#folder, "UDC"), "utf8").trim() !== "") this.#write("UDC", "\n");
  }

  /** Unplugs it for good. */
  dispose(): void {
    this.unplug();
    for (const { name } of this.#functions) unlinkSync(join(this.#folder, "configs/c.1", name));
    const functions = this.#functions.map(({ name }) => `functions/${name}`);
    for (const folder of [`configs/c.1/${ENGLISH}`, "configs/c.1", ...functions, ENGLISH, ""]) {
      rmdirSync(join(this.#folder, folder));
    }
  }

  #folders(...folders: readonly string[]): void {
    for (const folder of folders) mkdirSync(join(this.#folder, folder));
  }

  #write(file: string, value: string | number | Uint8Array): void {
    writeFileSync(join(this.#folder, file), typeof value === "number" ? String(value) : value);
  }
}
