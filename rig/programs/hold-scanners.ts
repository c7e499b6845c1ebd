import { createInterface } from "node:readline";
import { hidPosDriver, keyboardDriver } from "@usher/adapters-hid";
import { serialDriver } from "@usher/adapters-serial";
import { usbChanges, usbDriver } from "@usher/adapters-usb";
import type { Scanner, WantedScanner } from "@usher/core";
import { systemTime } from "@usher/devices";
import { eventually } from "../eventually.js";

/** How each scanner is opened. Its driver is the one of this name. */
export interface Held {
  readonly driver: "hid" | "keyboard" | "serial" | "usb";
  readonly wanted: WantedScanner;
  readonly settings: object;
}

// Opens the scanners that its argument names, prints "open", and does what it is told on standard input: "exit" ends the process with
// all of them open, "close" closes them and leaves it to end by itself.
const time = systemTime;
const drivers = {
  hid: hidPosDriver({ time }),
  keyboard: keyboardDriver({ time }),
  serial: serialDriver({ time }),
  usb: usbDriver({ time }),
};
const held = JSON.parse(process.argv[2] ?? "[]") as readonly Held[];
const watching = usbChanges().subscribe();
const scanners: Scanner[] = [];
for (const { driver, wanted, settings } of held) {
  // What was plugged in just now may not show yet.
  const scanner = await eventually(`a ${driver} scanner`, () =>
    drivers[driver].open(wanted, settings).catch(() => null),
  );
  scanner.frames$.subscribe({ error: (error: unknown) => process.stderr.write(`${String(error)}\n`) });
  scanners.push(scanner);
}
process.stdout.write("open\n");

const orders = createInterface({ input: process.stdin });
orders.once("line", (order) => {
  if (order === "exit") process.exit();
  orders.close();
  process.stdin.destroy();
  watching.unsubscribe();
  for (const scanner of scanners) void scanner.close();
});
