import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, constants, existsSync, openSync, writeSync } from "node:fs";
import { eventually } from "../eventually.js";
import { Gadget, type UsbIdentity } from "./gadget.js";

/** A scanner in USB serial mode (CDC-ACM): a gadget, and its own end of the line. */
export class AcmScanner {
  readonly #gadget: Gadget;
  readonly #node: string;
  #fd: number | null = null;
  #reader: ChildProcess | null = null;
  /** What the machine has sent to the scanner. */
  received = Buffer.alloc(0);

  constructor(identity: UsbIdentity) {
    this.#gadget = new Gadget(identity, [{ name: "acm.line" }]);
    this.#node = `/dev/ttyGS${this.#gadget.attribute("acm.line", "port_num")}`;
  }

  async plug(socket = 0): Promise<void> {
    this.#gadget.plug(socket);
    await eventually(this.#node, () => existsSync(this.#node));
    // Without this the scanner's end would send back whatever it is sent.
    spawnSync("stty", ["-F", this.#node, "raw", "-echo"]);
    this.#fd = openSync(this.#node, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    // Another process reads: a read that waits would hold a thread of this one for ever.
    const reader = spawn("cat", [this.#node], { stdio: ["ignore", "pipe", "ignore"] });
    reader.stdout.on("data", (bytes: Buffer) => (this.received = Buffer.concat([this.received, bytes])));
    this.#reader = reader;
  }

  send(bytes: string | Uint8Array): void {
    if (this.#fd === null) throw new Error("the scanner is unplugged");
    writeSync(this.#fd, typeof bytes === "string" ? Buffer.from(bytes) : bytes);
  }

  /** Draws the plug. May be done twice. */
  unplug(): void {
    this.#gadget.unplug();
    this.#reader?.kill("SIGKILL");
    this.#reader = null;
    if (this.#fd !== null) closeSync(this.#fd);
    this.#fd = null;
  }

  /** Unplugs it for good. */
  dispose(): void {
    this.unplug();
    this.#gadget.dispose();
  }
}
