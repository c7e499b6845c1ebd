import { Socket } from "node:net";
import { onLine } from "../lines.js";

/** What can be asked of the made-up world around a suite; `node` is a path under /dev. */
type Ask =
  | { readonly do: "plug"; readonly description: string; readonly node: string; readonly ioctls?: string }
  | { readonly do: "unplug"; readonly node: string; readonly paths: readonly string[] }
  | { readonly do: "send"; readonly node: string; readonly hex: string }
  | { readonly do: "rights"; readonly node: string; readonly mode: number };

/** A made-up device, as umockdev describes them. */
export interface MockDevice {
  readonly node: string;
  readonly description: string;
  /** What it answers to ioctls. */
  readonly ioctls?: string;
  /** Its folders in /sys, the innermost first. */
  readonly paths: readonly string[];
}

/** umockdev's world around this process; the process that made it answers (testbed.py). */
export class Testbed {
  readonly #asks: Socket;
  readonly #plugged = new Set<string>();
  readonly #waiting: { readonly resolve: () => void; readonly reject: (error: Error) => void }[] = [];

  /** The world that this process was started in. */
  constructor(place = process.env["TESTBED"] ?? "") {
    const [asks, answers] = place.split(",").map(Number);
    if (asks === undefined || answers === undefined) throw new Error("this suite runs in umockdev's testbed only");
    this.#asks = new Socket({ fd: asks, readable: false, writable: true });
    onLine(new Socket({ fd: answers, readable: true, writable: false }), (line) => {
      const { error } = JSON.parse(line) as { readonly error?: string };
      const next = this.#waiting.shift();
      if (error === undefined) next?.resolve();
      else next?.reject(new Error(`umockdev: ${error}`));
    });
  }

  async plug({ description, node, ioctls }: MockDevice): Promise<void> {
    this.#plugged.add(node);
    await this.#ask({ do: "plug", description, node, ...(ioctls === undefined ? {} : { ioctls }) });
  }

  /** Draws its plug. May be done twice. */
  async unplug({ node, paths }: MockDevice): Promise<void> {
    if (this.#plugged.delete(node)) await this.#ask({ do: "unplug", node, paths });
  }

  /** The device sends a report; resolves when it was read. */
  async send({ node }: MockDevice, bytes: Uint8Array): Promise<void> {
    await this.#ask({ do: "send", node, hex: Buffer.from(bytes).toString("hex") });
  }

  /** Sets the mode of the device's node, and lets others than this user look into the world. */
  async setMode({ node }: MockDevice, mode: number): Promise<void> {
    await this.#ask({ do: "rights", node, mode });
  }

  async #ask(ask: Ask): Promise<void> {
    const answer = new Promise<void>((resolve, reject) => this.#waiting.push({ resolve, reject }));
    this.#asks.write(`${JSON.stringify(ask)}\n`);
    await answer;
  }
}
