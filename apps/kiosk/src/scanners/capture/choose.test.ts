import { describe, expect, test } from "vitest";
import type { AttachedScanner } from "../attached.js";
import { captureHeadSchema } from "./capture-line.js";
import { chosenScanner, headOf } from "./choose.js";

const GRYPHON: AttachedScanner = {
  id: "05f9:4204:S1",
  model: "Datalogic Gryphon",
  product: "Gryphon",
  vendorId: "05f9",
  productId: "4204",
  serialNumber: "S1",
  port: "1-1",
  mode: "serial",
  usable: true,
  ways: [
    { kind: "usb", path: "/sys/1-1", trouble: null },
    { kind: "serial", path: "/dev/ttyACM0", trouble: null },
  ],
};
const IN_TROUBLE: AttachedScanner = {
  ...GRYPHON,
  ways: [{ kind: "serial", path: "/dev/ttyACM1", trouble: { code: "noRights", message: "no rights" } }],
};

describe("the scanner that is captured", () => {
  test("is the one that is named, or the only one there is to read", () => {
    expect(chosenScanner({ path: "/dev/x", kind: "hid" }, [GRYPHON])).toEqual({ path: "/dev/x", kind: "hid" });
    expect(chosenScanner(null, [GRYPHON, IN_TROUBLE])).toEqual({ path: "/dev/ttyACM0", kind: "serial" });
  });

  test("is taken from the kernel only where it can't be read otherwise", () => {
    const own = { ...GRYPHON, ways: GRYPHON.ways.slice(0, 1) };
    expect(chosenScanner(null, [own])).toEqual({ path: "/sys/1-1", kind: "usb" });
  });

  test("is asked for where there are several, or none", () => {
    const other = { ...GRYPHON, ways: [{ kind: "hid", path: "/dev/hidraw0", trouble: null }] };
    expect(chosenScanner(null, [GRYPHON, other])).toContain("--path (/dev/ttyACM0, /dev/hidraw0)");
    expect(chosenScanner(null, [IN_TROUBLE, { ...GRYPHON, model: null }])).toContain("no scanner is attached");
  });
});

describe("the head of a capture", () => {
  const about = { startedAt: "2026-07-31T18:00:00.000Z" };
  const usages = [{ usagePage: 0x8c, usage: 2 }];
  const endpoints = [{ number: 1, direction: "in", type: "bulk", packetBytes: 64 }] as const;
  const interfaces = [{ number: 0, class: 0xff, subclass: 0, protocol: 0, driver: null, endpoints }];
  const looks = {
    devices: async () => [{ path: "/dev/hidraw0", vendorId: 0x0c2e, productId: 0x0b87, usages }],
    descriptor: async () => Uint8Array.of(0x05, 0x8c),
    usbDevices: async () => [
      {
        path: "/sys/1-1",
        bus: "001",
        address: 4,
        port: "1-1",
        vendorId: 0x05f9,
        productId: 0x4204,
        serialNumber: "S1",
        interfaces,
      },
    ],
  };

  test("has all that a replay needs, and no serial number", async () => {
    const serial = await headOf({ path: "/dev/ttyACM0", kind: "serial" }, [GRYPHON], about, looks);
    expect(serial).toMatchObject({ usherCapture: 1, kind: "serial", vendorId: "05f9", productId: "4204" });
    expect(JSON.stringify(serial)).not.toContain("S1");
    const hid = await headOf({ path: "/dev/hidraw0", kind: "keyboard" }, [], { ...about, layout: "de" }, looks);
    expect(hid).toMatchObject({ kind: "keyboard", layout: "de", vendorId: null, usages, reportDescriptor: "058c" });
    const usb = await headOf({ path: "/sys/1-1", kind: "usb" }, [GRYPHON], { ...about, mode: "lines" }, looks);
    expect(captureHeadSchema.parse(usb)).toMatchObject({ kind: "usb", mode: "lines", vendorId: "05f9", interfaces });
    expect(JSON.stringify(usb)).not.toContain("S1");
  });

  test("of a scanner on a machine without a USB bus is made: opening it says what is wrong", async () => {
    const usbDevices = () => Promise.reject(new Error("no such directory"));
    const usb = await headOf({ path: "/sys/1-1", kind: "usb" }, [], about, { ...looks, usbDevices });
    expect(usb).toMatchObject({ path: "/sys/1-1", interfaces: [] });
  });
});
