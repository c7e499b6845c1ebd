import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../eventually.js";
import type { TakeBack } from "../suite.js";

/** `struct input_event` of a 64-bit kernel, and what is looked at in it. */
const INPUT_EVENT = { bytes: 24, type: 16, code: 18, value: 20 };
const EV_KEY = 1;
const PRESSED = 1;
const INPUTS = "/sys/class/input";

/** Listens to an input device as the desktop would. */
export interface InputListener {
  /** The codes of the keys that were pressed, as <linux/input-event-codes.h> has them. */
  readonly pressed: readonly number[];
}

/** Waits for the input device of a name, or of what the name begins with, and listens to it. */
export async function listenToInput(product: string, after: TakeBack): Promise<InputListener> {
  const node = await eventually(`the input device ${product}`, () => inputNode(product));
  const pressed: number[] = [];
  // Another process reads: a read of an input device that waits would keep this one from ever ending.
  const child = spawn("cat", [node], { stdio: ["ignore", "pipe", "ignore"] });
  after(() => child.kill("SIGKILL"));
  let rest: Buffer = Buffer.alloc(0);
  child.stdout.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (; rest.length >= INPUT_EVENT.bytes; rest = rest.subarray(INPUT_EVENT.bytes)) {
      const isPress = rest.readUInt16LE(INPUT_EVENT.type) === EV_KEY && rest.readInt32LE(INPUT_EVENT.value) === PRESSED;
      if (isPress) pressed.push(rest.readUInt16LE(INPUT_EVENT.code));
    }
  });
  await once(child, "spawn");
  // It hears from when it has the node open.
  await eventually(`a reader of ${node}`, () => holds(child.pid ?? 0, node));
  return { pressed };
}

/** Whether the kernel has an input device of a name, or of what the name begins with. */
export function hasInput(product: string): boolean {
  return inputNode(product) !== null;
}

function inputNode(product: string): string | null {
  const name = readdirSync(INPUTS)
    .filter((entry) => entry.startsWith("event"))
    .find((entry) => nameOf(entry).startsWith(product));
  return name === undefined ? null : `/dev/input/${name}`;
}

function nameOf(entry: string): string {
  try {
    return readFileSync(join(INPUTS, entry, "device/name"), "utf8").trim();
  } catch {
    return ""; // Unplugged meanwhile.
  }
}

function holds(pid: number, node: string): boolean {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).some((fd) => {
    try {
      return readlinkSync(join(folder, fd)) === node;
    } catch {
      return false;
    }
  });
}
