import { existsSync } from "node:fs";
import { systemTime } from "@usher/devices";
import { expect, test, vi } from "vitest";
import { usbChanges, usbDriver } from "../src/index.js";

// Where tests run there may be a USB bus or none: neither may bring anything down. Vitest fails on whatever rejects unheard.
test("[P11] on this machine, with a bus or without one, nothing rejects unheard", async () => {
  const driver = usbDriver({ time: systemTime });
  for (const { path } of await driver.list()) expect(path).not.toBe("");
  await expect(driver.open({ serialNumber: "no such scanner" }, {})).rejects.toMatchObject({ code: "absent" });
  const errors: unknown[] = [];
  const watching = usbChanges().subscribe({ error: (error: unknown) => errors.push(error) });
  const hasBus = process.platform !== "linux" || existsSync("/sys/bus/usb/devices");
  await vi.waitFor(() => expect(errors.length).toBe(hasBus ? 0 : 1), 10_000);
  watching.unsubscribe();
  for (const error of errors) expect(error).toMatchObject({ name: "ScannerError" });
});
