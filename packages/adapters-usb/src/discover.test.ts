import { describe, expect, test } from "vitest";
import { DEVICE, KEYBOARD_INTERFACE, VENDOR_INTERFACE } from "../test/fake-bus.js";
import { findDevice, listScanners, readingsWanted, surroundings, type Held, type Surroundings } from "./discover.js";
import { listLinuxDevices } from "./linux-devices.js";
import type { ListedUsbDevice } from "./port.js";
import type { WantedReading } from "./profiles.js";

const SYMBOL: ListedUsbDevice = { ...DEVICE, vendorId: 0x05e0, productId: 0x0600, product: "Symbol Bar Code Scanner" };
const VOYAGER: ListedUsbDevice = {
  ...DEVICE,
  vendorId: 0x0c2e,
  productId: 0x0b81,
  product: "Voyager 1400g",
  interfaces: [KEYBOARD_INTERFACE],
};
const ZEBRA_IBM: ListedUsbDevice = {
  ...DEVICE,
  vendorId: 0x05e0,
  productId: 0x1300,
  interfaces: [{ ...KEYBOARD_INTERFACE, subclass: 0, protocol: 0 }],
};
const WEBCAM: ListedUsbDevice = { ...DEVICE, interfaces: [{ ...VENDOR_INTERFACE, class: 0x0e, endpoints: [] }] };

const at = (devices: readonly ListedUsbDevice[], given: Surroundings = {}) =>
  surroundings({ listDevices: async () => devices, mayOpen: async () => true, holderOf: async () => null, ...given });
const list = (device: ListedUsbDevice, given: Surroundings = {}, held: Held = new Map()) =>
  listScanners(at([device], given), held);

describe("the list", () => {
  test("tells what could be read, where it is plugged in, and what it is called", async () => {
    expect(await list(DEVICE)).toEqual([
      {
        path: "/sys/bus/usb/devices/1-1.4",
        vendorId: 0xf055,
        productId: 1,
        serialNumber: "S1",
        port: "1-1.4",
        product: "Gate Scanner",
      },
    ]);
    expect(await list(WEBCAM)).toEqual([]);
  });

  test("knows the make of a scanner that only this adapter reads", async () => {
    expect(await list(SYMBOL)).toMatchObject([{ model: expect.stringContaining("Symbol") }]);
  });

  test("goes on knowing it while this program reads it", async () => {
    const read = { ...SYMBOL, interfaces: [{ ...VENDOR_INTERFACE, driver: "usbfs" }] };
    expect((await list(read, {}, new Map([["1-1.4", null]])))[0]).toHaveProperty("model");
    expect((await list(read, {}, new Map([["1-1.4", "symbolserial"]])))[0]).not.toHaveProperty("model");
  });

  test("leaves a scanner that the kernel has a driver for to whoever asks for it", async () => {
    const served = { ...SYMBOL, interfaces: [{ ...VENDOR_INTERFACE, driver: "symbolserial" }] };
    expect((await list(served))[0]).not.toHaveProperty("model");
    expect((await list(VOYAGER))[0]).not.toHaveProperty("model");
  });

  test("is empty on a machine without a bus, and never rejects", async () => {
    const listDevices = () => listLinuxDevices("/nowhere");
    expect(await listScanners(at([], { listDevices }), new Map())).toEqual([]);
    expect(Array.isArray(await listScanners(surroundings({}), new Map()))).toBe(true);
  });
});

describe("the trouble with a scanner", () => {
  test("is missing rights, with the udev rule", async () => {
    const [info] = await list(VOYAGER, { mayOpen: async () => false });
    expect(info?.trouble).toMatchObject({ code: "noRights", message: expect.stringContaining('SUBSYSTEM=="usb"') });
  });

  test("is another program that has it, but not this driver itself", async () => {
    const held = { ...VOYAGER, interfaces: [{ ...KEYBOARD_INTERFACE, driver: "usbfs" }] };
    const holderOf = async (node: string) => (node === DEVICE.node ? { pid: 412, program: "qemu" } : null);
    expect((await list(held, { holderOf }))[0]?.trouble).toEqual({
      code: "busy",
      message: expect.stringContaining("held by qemu (process 412): end that program"),
    });
    expect((await list(held))[0]?.trouble?.message).toContain("held by another program");
    expect((await list(held, {}, new Map([["1-1.4", "usbhid"]])))[0]).not.toHaveProperty("trouble");
    // It is being opened here, and not yet known as held.
    const own = async () => ({ pid: process.pid, program: "node" });
    expect((await list(held, { holderOf: own }))[0]).not.toHaveProperty("trouble");
  });

  test("is none with a device that nobody knows, which may be anything", async () => {
    expect((await list(DEVICE, { mayOpen: async () => false }))[0]).not.toHaveProperty("trouble");
  });

  test("is its mode, with what to set", async () => {
    const [info] = await list(ZEBRA_IBM);
    expect(info?.trouble).toMatchObject({ code: "wrongMode", message: expect.stringContaining("USB HID POS") });
  });
});

describe("the device that is wanted", () => {
  const twin = { ...DEVICE, path: "/sys/bus/usb/devices/1-2", port: "1-2" };

  test("is found by what is known of it", async () => {
    expect((await findDevice({ port: "1-2" }, at([DEVICE, twin]))).path).toBe("/sys/bus/usb/devices/1-2");
    await expect(findDevice({ vendorId: 0xf055 }, at([DEVICE, twin]))).rejects.toThrow(
      "name a serial number or a port",
    );
    await expect(findDevice({ vendorId: 1 }, at([DEVICE]))).rejects.toMatchObject({ code: "absent" });
  });

  test("is absent on a machine without a bus, which is said", async () => {
    const wanted = findDevice(
      { path: "/sys/bus/usb/devices/1-1.4" },
      at([], { listDevices: () => listLinuxDevices("/no") }),
    );
    await expect(wanted).rejects.toMatchObject({ code: "absent" });
    await expect(wanted).rejects.toThrow(
      "/sys/bus/usb/devices/1-1.4 can't be looked for: this machine shows no USB bus",
    );
  });
});

describe("the way to read it", () => {
  const holderOf = async () => ({ pid: 412, program: "qemu" });
  const read = async (device: ListedUsbDevice, wanted: WantedReading) =>
    (await readingsWanted(device, wanted, { holderOf }))[0]?.profile.mode;

  test("is the one that is said, or that its ids tell", async () => {
    expect(await read(DEVICE, { mode: "ssi" })).toBe("ssi");
    expect(await read(VOYAGER, {})).toBe("keyboard");
    expect(await read(SYMBOL, {})).toBe("lines");
  });

  test("is not guessed", async () => {
    await expect(read(DEVICE, {})).rejects.toMatchObject({ code: "wrongMode" });
    await expect(read(DEVICE, {})).rejects.toThrow('set "mode"');
  });

  test("is none where the scanner is in another mode, and that is said with what to set", async () => {
    await expect(read(VOYAGER, { mode: "hidPos" })).rejects.toMatchObject({ code: "wrongMode" });
    await expect(read(VOYAGER, { mode: "hidPos" })).rejects.toThrow('can be read as "hidPos": on Linux read it with');
    await expect(read(DEVICE, { mode: "lines", interfaceNumber: 3 })).rejects.toThrow("has no interface 3");
  });

  test("is busy where another program has the only interface, and that program is named", async () => {
    const held = { ...DEVICE, interfaces: [{ ...VENDOR_INTERFACE, driver: "usbfs" }] };
    await expect(read(held, { mode: "lines" })).rejects.toMatchObject({ code: "busy" });
    await expect(read(held, { mode: "lines" })).rejects.toThrow("held by qemu (process 412)");
  });
});
