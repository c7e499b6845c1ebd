import { scannerDriverSuite, VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";
import { usbDriver, type UsbSettings } from "../src/index.js";
import { FakeBus } from "./fake-bus.js";

describe("the USB driver on a fake bus is a ScannerDriver", () => {
  test.each(scannerDriverSuite)("$name", async ({ run }) => {
    const bus = new FakeBus();
    const driver = usbDriver({
      time: new VirtualTime(),
      ...bus.around,
    });
    const opened: (() => Promise<void>)[] = [];
    await run({
      driver: {
        ...driver,
        open: async (wanted, settings) => {
          const scanner = await driver.open(wanted, settings as UsbSettings);
          opened.push(() => scanner.close());
          return scanner;
        },
      },
      settings: { mode: "lines" },
      info: { path: bus.device.path },
      absent: { path: "/sys/bus/usb/devices/9-9" },
      exclusive: true,
      scan: (text) => bus.send(`${text}\r`),
      unplug: async () => bus.unplug(),
      plug: async () => bus.plug(),
    });
    await Promise.all(opened.map((close) => close()));
    expect(bus.violations).toEqual([]);
    expect(bus.isFree).toBe(true);
  });
});
