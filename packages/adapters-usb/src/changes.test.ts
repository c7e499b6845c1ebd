import type { ScannerError } from "@usher/core";
import { expect, test } from "vitest";
import { usbChanges } from "./changes.js";
import type { UsbChange, WatchUsb } from "./port.js";

const settle = () => new Promise(setImmediate);

/** A bus that the test speaks for. */
function watched() {
  let tell: ((change: UsbChange) => void) | null = null;
  let stops = 0;
  const watch: WatchUsb = async (changed) => {
    tell = changed;
    return async () => {
      stops += 1;
    };
  };
  return { watch, tell: (change: UsbChange) => tell?.(change), stops: () => stops };
}

test("changes are told while somebody listens, and the bus is let go after that", async () => {
  const bus = watched();
  const heard: UsbChange[] = [];
  const subscription = usbChanges(bus.watch).subscribe((change) => heard.push(change));
  await settle();
  bus.tell({ change: "attached", vendorId: 0x0c2e, productId: 0x0b81, port: "1-1" });
  bus.tell({ change: "detached" });
  subscription.unsubscribe();
  bus.tell({ change: "attached" });
  await settle();
  expect(heard).toEqual([
    { change: "attached", vendorId: 0x0c2e, productId: 0x0b81, port: "1-1" },
    { change: "detached" },
  ]);
  expect(bus.stops()).toBe(1);
});

test("[P11] a listener that leaves before the watch began leaves nothing behind", async () => {
  const bus = watched();
  usbChanges(bus.watch).subscribe().unsubscribe();
  await settle();
  expect(bus.stops()).toBe(1);
});

test("[P11] a machine that can't be watched says so, and nothing rejects unheard", async () => {
  const errors: ScannerError[] = [];
  const watch = () => Promise.reject(new Error("getDevices error: /sys/bus/usb/devices/ not found (errno 2)"));
  usbChanges(watch).subscribe({ error: (error: ScannerError) => errors.push(error) });
  await settle();
  expect(errors).toMatchObject([{ code: "absent", message: expect.stringContaining("USB can't be watched") }]);
});
