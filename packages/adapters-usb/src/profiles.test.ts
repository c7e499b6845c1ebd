import { describe, expect, test } from "vitest";
import { DEVICE, KEYBOARD_INTERFACE, VENDOR_INTERFACE } from "../test/fake-bus.js";
import type { ListedUsbDevice, UsbInterface } from "./port.js";
import { PROFILES, readingsOf } from "./profiles.js";

const HID_POS_INTERFACE: UsbInterface = { ...KEYBOARD_INTERFACE, number: 1, subclass: 0, protocol: 0 };
const device = (...interfaces: readonly UsbInterface[]): ListedUsbDevice => ({ ...DEVICE, interfaces });
const modes = (...asked: Parameters<typeof readingsOf>) =>
  readingsOf(...asked).map(({ profile, interface: { number } }) => `${profile.mode} ${number}`);

describe("how a device can be read", () => {
  test("is told by the classes of its interfaces", () => {
    expect(modes(device(KEYBOARD_INTERFACE, HID_POS_INTERFACE))).toEqual(["keyboard 0", "hidPos 1"]);
    expect(modes(device(VENDOR_INTERFACE))).toEqual(["lines 0", "ssi 0"]);
  });

  test("is narrowed by what is wanted", () => {
    const composite = device(KEYBOARD_INTERFACE, HID_POS_INTERFACE, { ...HID_POS_INTERFACE, number: 2 });
    expect(modes(composite, { mode: "hidPos" })).toEqual(["hidPos 1", "hidPos 2"]);
    expect(modes(composite, { interfaceNumber: 2 })).toEqual(["hidPos 2"]);
    expect(modes(composite, { mode: "lines" })).toEqual([]);
  });

  test("is not at all where an interface sends nothing, or is a mouse's", () => {
    const [, out] = VENDOR_INTERFACE.endpoints;
    expect(modes(device({ ...VENDOR_INTERFACE, endpoints: out === undefined ? [] : [out] }))).toEqual([]);
    expect(modes(device({ ...KEYBOARD_INTERFACE, protocol: 2 }))).toEqual([]);
  });

  test("begins with the profile of the very device", () => {
    const symbol = { ...device(VENDOR_INTERFACE), vendorId: 0x05e0, productId: 0x0600 };
    const [first] = readingsOf(symbol);
    expect(first?.profile).toMatchObject({ mode: "lines", headerBytes: 1 });
  });
});

describe("the table", () => {
  test("tells where each row is known from, single devices first", () => {
    for (const { source } of PROFILES) expect(source).not.toBe("");
    const single = PROFILES.map(({ device: only }) => only !== undefined);
    expect(single).toEqual([...single].toSorted((one, other) => Number(other) - Number(one)));
  });
});
