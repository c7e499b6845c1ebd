import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { onLine } from "../lines.js";
import type { HostCommand } from "../news.js";

/** How long a key is held, and the pause after it: QEMU forgets keys that come faster than its keyboard is polled. */
const KEY_MS = 20;

/** Hands at the guest's sockets: they do what the guest asks, one thing after the other. */
export class Hands {
  readonly #folder: string;
  #work: Promise<void> = Promise.resolve();
  #monitor: Promise<Monitor> | null = null;
  #line: Socket | null = null;

  /** `folder` holds the sockets of QEMU's monitor and of the serial line's far end. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  do(command: HostCommand): void {
    this.#work = this.#work
      .then(() => this.#carryOut(command))
      .catch((error: unknown) => {
        // The case that waits for it fails; here stands why.
        process.stdout.write(`  the machine around the guest could not ${JSON.stringify(command)}: ${String(error)}\n`);
      });
  }

  close(): void {
    this.#line?.destroy();
    void this.#monitor?.then((monitor) => monitor.close());
  }

  async #carryOut(command: HostCommand): Promise<void> {
    switch (command.do) {
      case "plug":
        return this.#ask("device_add", { driver: command.driver, id: command.id, bus: "usb.0" });
      case "unplug":
        return this.#ask("device_del", { id: command.id });
      case "keys":
        for (const keys of command.keys) await this.#press(keys);
        return;
      case "serialPlug":
        this.#line = connect(join(this.#folder, "far"));
        this.#line.on("error", () => undefined);
        await once(this.#line, "connect");
        return;
      case "serialUnplug":
        this.#line?.destroy();
        this.#line = null;
        return;
      case "serialSend":
        this.#line?.write(Buffer.from(command.base64, "base64"));
    }
  }

  async #press(keys: readonly string[]): Promise<void> {
    await this.#ask("send-key", {
      keys: keys.map((key) => ({ type: "qcode", data: key })),
      "hold-time": KEY_MS,
    });
    await sleep(2 * KEY_MS);
  }

  async #ask(command: string, args: object): Promise<void> {
    this.#monitor ??= Monitor.connect(join(this.#folder, "qmp"));
    await (await this.#monitor).ask(command, args);
  }
}

/** What QEMU's monitor answers (QMP): the outcome of a command, or news that nobody asked for. */
type Answer = { readonly return: unknown } | { readonly error: { readonly desc: string } } | { readonly event: string };

class Monitor {
  readonly #socket: Socket;
  readonly #waiting: ((answer: Answer) => void)[] = [];

  private constructor(socket: Socket) {
    this.#socket = socket;
    onLine(socket, (line) => {
      const answer = JSON.parse(line) as Answer;
      if ("return" in answer || "error" in answer) this.#waiting.shift()?.(answer);
    });
  }

  static async connect(path: string): Promise<Monitor> {
    const socket = connect(path);
    socket.on("error", () => undefined);
    await once(socket, "connect");
    const monitor = new Monitor(socket);
    await monitor.ask("qmp_capabilities", {});
    return monitor;
  }

  async ask(execute: string, args: object): Promise<void> {
    const answered = new Promise<Answer>((resolve) => this.#waiting.push(resolve));
    this.#socket.write(`${JSON.stringify({ execute, arguments: args })}\n`);
    const answer = await answered;
    if ("error" in answer) throw new Error(answer.error.desc);
  }

  close(): void {
    this.#socket.destroy();
  }
}
