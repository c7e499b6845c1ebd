import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmdirSync, writeSync } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { Gadget, type UsbIdentity } from "./gadget.js";

/** What FunctionFS is told first (<linux/usb/functionfs.h>): descriptors for full and high speed, then strings. */
const DESCRIPTORS_V2 = 3;
const STRINGS = 2;
const HAS_FULL_AND_HIGH_SPEED = 3;
const ENGLISH = 0x0409;
const VENDOR_CLASS = 0xff;
const BULK = 2;
/** An interface descriptor: the only one, of two endpoints, with the first string as its name. */
const INTERFACE = [9, 4, 0, 0, 2, VENDOR_CLASS, 0, 0, 1];
const PACKET_BYTES = { full: 64, high: 512 };

/** Endpoint addresses of {@link VendorScanner}: what it sends, and what it is sent. */
const VENDOR_ENDPOINTS = { in: 0x81, out: 0x02 };

let made = 0;

/**
 * A USB device of no class that an operating system knows, as scanners in a vendor's own mode are: one interface with a bulk endpoint
 * each way. This process is its firmware.
 */
export class VendorScanner {
  readonly #name = `vendor${made++}`;
  readonly #folder = `/dev/usher-${this.#name}`;
  readonly #gadget: Gadget;
  readonly #control: number;
  #in: FileHandle | null = null;
  #out: FileHandle | null = null;

  constructor(identity: UsbIdentity) {
    this.#gadget = new Gadget(identity, [{ name: `ffs.${this.#name}` }]);
    mkdirSync(this.#folder);
    spawnSync("mount", ["-t", "functionfs", this.#name, this.#folder]);
    this.#control = openSync(`${this.#folder}/ep0`, "r+");
    writeSync(this.#control, descriptors());
    writeSync(this.#control, strings(identity.product));
  }

  /** Plugs it in. Resolves once the machine has set it up. */
  async plug(socket = 0): Promise<void> {
    this.#gadget.plug(socket);
    this.#in = await open(`${this.#folder}/ep1`, "r+");
    this.#out = await open(`${this.#folder}/ep2`, "r+");
  }

  /** Sends bytes. Resolves once the machine has taken them. */
  async send(bytes: string | Uint8Array): Promise<void> {
    await this.#in?.write(Buffer.from(bytes));
  }

  /** The next bytes that the machine sends. */
  async received(): Promise<Buffer> {
    const buffer = Buffer.alloc(PACKET_BYTES.high);
    const { bytesRead } = (await this.#out?.read(buffer)) ?? { bytesRead: 0 };
    return buffer.subarray(0, bytesRead);
  }

  /** Halts its endpoint in, as a scanner does that has lost itself: FunctionFS takes a read in the wrong direction for that. */
  async halt(): Promise<void> {
    await this.#in?.read(Buffer.alloc(1)).catch(() => undefined);
  }

  /** Draws the plug. May be done twice. */
  async unplug(): Promise<void> {
    this.#gadget.unplug();
    await this.#in?.close();
    await this.#out?.close();
    this.#in = null;
    this.#out = null;
  }

  /** Unplugs it for good. */
  async dispose(): Promise<void> {
    await this.unplug();
    closeSync(this.#control);
    spawnSync("umount", [this.#folder]);
    rmdirSync(this.#folder);
    this.#gadget.dispose();
  }
}

function descriptors(): Buffer {
  const endpoint = (address: number, bytes: number) => [7, 5, address, BULK, bytes & 0xff, bytes >> 8, 0];
  const speed = (bytes: number) => [
    ...INTERFACE,
    ...endpoint(VENDOR_ENDPOINTS.in, bytes),
    ...endpoint(VENDOR_ENDPOINTS.out, bytes),
  ];
  const counts = [words(3), words(3)];
  const body = Buffer.concat([...counts, Buffer.from([...speed(PACKET_BYTES.full), ...speed(PACKET_BYTES.high)])]);
  return Buffer.concat([words(DESCRIPTORS_V2, 12 + body.length, HAS_FULL_AND_HIGH_SPEED), body]);
}

function strings(product: string): Buffer {
  const body = Buffer.concat([Buffer.from([ENGLISH & 0xff, ENGLISH >> 8]), Buffer.from(`${product}\0`)]);
  return Buffer.concat([words(STRINGS, 16 + body.length, 1, 1), body]);
}

function words(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, 4 * index);
  return buffer;
}
