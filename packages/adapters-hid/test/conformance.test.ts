import type { Scanner, ScannerDriver } from "@usher/core";
import { scannerDriverSuite, VirtualTime } from "@usher/core/testing";
import { KEYBOARD_LAYOUTS } from "@usher/decoders";
import { hidPosReports, bootReports, snapiReports } from "@usher/decoders/testing";
import { describe, test } from "vitest";
import { hidPosDriver, keyboardDriver } from "../src/index.js";
import { FakeHid, HID_POS, KEYBOARD, SNAPI, WEDGE, type FakeDevice } from "./fake-hid.js";

const HELD = { by: "inhibited", message: "held", release: async () => undefined } as const;

interface Kind {
  readonly device: FakeDevice;
  readonly driver: (hid: FakeHid) => ScannerDriver;
  readonly settings: unknown;
  readonly reports: (text: string) => readonly Uint8Array[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  "HID POS": {
    device: HID_POS,
    driver: (hid) => hidPosDriver({ time: new VirtualTime(), ...hid.world }),
    settings: {},
    reports: (text) => hidPosReports(text),
  },
  SNAPI: {
    device: SNAPI,
    driver: (hid) => hidPosDriver({ time: new VirtualTime(), ...hid.world }),
    settings: {},
    reports: snapiReports,
  },
  keyboard: {
    device: WEDGE,
    driver: (hid) =>
      keyboardDriver({
        time: new VirtualTime(),
        platform: "linux",
        findInputs: async () => [],
        hold: async () => HELD,
        ...hid.world,
      }),
    settings: { layout: "de" },
    reports: (text) => bootReports(text, KEYBOARD_LAYOUTS.de),
  },
};

describe.each(Object.entries(KINDS))("the driver of %s scanners is a ScannerDriver", (_name, kind) => {
  test.each(scannerDriverSuite)("$name", async ({ run }) => {
    const hid = new FakeHid(kind.device, KEYBOARD);
    const opened: Scanner[] = [];
    const driver = kind.driver(hid);
    const [info] = (await driver.list()).filter(({ path }) => path === kind.device.path);
    if (info === undefined) throw new Error("the scanner is not listed");
    await run({
      driver: {
        ...driver,
        open: async (wanted, settings) => {
          const scanner = await driver.open(wanted, settings);
          opened.push(scanner);
          return scanner;
        },
      },
      settings: kind.settings,
      info,
      absent: { path: "/dev/hidraw77" },
      exclusive: true,
      scan: (text) => hid.report(kind.device.path, kind.reports(text)),
      unplug: async () => hid.unplug(kind.device.path),
      plug: async () => hid.plug(kind.device),
    });
    await Promise.all(opened.map((scanner) => scanner.close()));
  });
});
