import { deepEqual, ok } from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { AcmScanner } from "../devices/acm-gadget.js";
import { HID_POS_DESCRIPTOR, KEYBOARD_DESCRIPTOR } from "../devices/descriptors.js";
import { VendorScanner } from "../devices/function-fs.js";
import { Gadget } from "../devices/gadget.js";
import { hidFunction } from "../devices/hid-gadget.js";
import { exitTimeMs } from "../exit-time.js";
import { onLine } from "../lines.js";
import type { Held } from "../programs/hold-scanners.js";
import { ROOT } from "../../e2e/root.js";
import type { Case, TakeBack } from "../suite.js";

const PROGRAM = join(ROOT, "rig/dist/rig/programs/hold-scanners.js");
const HONEYWELL = { vendorId: 0x0c2e, manufacturer: "Honeywell", product: "Scanner" };
const SCANNERS = {
  serial: { ...HONEYWELL, productId: 0x0b8a, serialNumber: "E1" },
  hid: { ...HONEYWELL, productId: 0x0b87, serialNumber: "E2" },
  keyboard: { ...HONEYWELL, productId: 0x0b81, serialNumber: "E3" },
  usb: { ...HONEYWELL, vendorId: 0xf055, productId: 1, serialNumber: "E4" },
};
const SETTINGS = { serial: {}, hid: {}, keyboard: { exclusive: "off" }, usb: { mode: "lines" } };

/** A scanner of each kind, plugged in, and a process that has all of them open. */
async function holder(after: TakeBack): Promise<ChildProcess> {
  const acm = new AcmScanner(SCANNERS.serial);
  after(() => acm.dispose());
  await acm.plug(0);
  const pos = new Gadget(SCANNERS.hid, [hidFunction("pos", HID_POS_DESCRIPTOR, 64)]);
  after(() => pos.dispose());
  pos.plug(1);
  const wedge = new Gadget(SCANNERS.keyboard, [hidFunction("keys", KEYBOARD_DESCRIPTOR, 8, true)]);
  after(() => wedge.dispose());
  wedge.plug(2);
  const vendor = new VendorScanner(SCANNERS.usb);
  after(() => vendor.dispose());
  await vendor.plug(3);

  const held = (["serial", "hid", "keyboard", "usb"] as const).map((driver): Held => {
    const { vendorId, productId, serialNumber } = SCANNERS[driver];
    return { driver, wanted: { vendorId, productId, serialNumber }, settings: SETTINGS[driver] };
  });
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(held)], { stdio: ["pipe", "pipe", "inherit"] });
  after(() => child.kill("SIGKILL"));
  await new Promise<void>((resolve, reject) => {
    onLine(child.stdout, (line) => line === "open" && resolve());
    child.once("exit", (code) => reject(new Error(`the program ended with ${code} before all was open`)));
  });
  return child;
}

/** How the process ended, and how long that took from when it was told. */
async function ending(child: ChildProcess, order: string): Promise<{ readonly code: unknown; readonly ms: number }> {
  const startedMs = performance.now();
  const exit = once(child, "exit");
  child.stdin?.write(`${order}\n`);
  const [code] = (await exit) as [unknown];
  const ms = Math.round(performance.now() - startedMs);
  process.stderr.write(`told to ${order}, it ended after ${ms} ms\n`);
  return { code, ms };
}

/** A process that has scanners of every kind open ends when it should: native threads and reads that wait must not hold it. */
export const cases: readonly Case[] = [
  {
    name: "[P11] a process with scanners of all four kinds open exits at once",
    run: async (after) => {
      const held = await holder(after);
      const maxMs = exitTimeMs();
      const { code, ms } = await ending(held, "exit");
      deepEqual(code, 0);
      ok(ms < maxMs, `it took ${ms} ms of ${maxMs.toFixed(0)}`);
    },
  },
  {
    name: "[P11] a process that closed scanners of all four kinds ends by itself",
    run: async (after) => {
      const held = await holder(after);
      const maxMs = exitTimeMs();
      const { code, ms } = await ending(held, "close");
      deepEqual(code, 0);
      ok(ms < maxMs, `it took ${ms} ms of ${maxMs.toFixed(0)}`);
    },
  },
];
