import { ScannerError } from "@usher/core";
import { describe, expect, test } from "vitest";
import { DEVICE } from "../test/fake-bus.js";
import { nativeMissing, noBus, openFailure, udevRule } from "./open-failure.js";

describe("openFailure", () => {
  test.each([
    ["open error: failed to open device (errno 13)", "noRights", 'SUBSYSTEM=="usb", ATTR{idVendor}=="f055"'],
    ["claimInterface error: interface is busy (errno 16)", "busy", "held by another program"],
    ["open error: device disconnected", "absent", "is it plugged in"],
    ["no such device", "absent", "is it plugged in"],
    ["claimInterface error: invalid state", "failed", "claimInterface error: invalid state"],
  ])("%s is %s", (words, code, fix) => {
    const cause = new Error(words);
    const failure = openFailure(DEVICE, cause);
    expect(failure).toMatchObject({ name: "ScannerError", code, cause });
    expect(failure.message).toContain("/sys/bus/usb/devices/1-1.4 (Gate Scanner, f055:0001)");
    expect(failure.message).toContain(fix);
  });

  test("an error with a code is passed on", () => {
    const missing = nativeMissing(new Error("Cannot find module"));
    expect(missing).toMatchObject({ code: "nativeMissing", message: expect.stringContaining("npm install usb@3") });
    expect(openFailure(DEVICE, missing)).toBe(missing);
    expect(noBus("USB can't be watched", missing)).toBe(missing);
  });
});

test("a machine without a bus is told in one sentence", () => {
  const failure = noBus("the USB scanner can't be looked for", new Error("ENOENT"));
  expect(failure).toBeInstanceOf(ScannerError);
  expect(failure).toMatchObject({
    code: "absent",
    message: expect.stringContaining("/sys/bus/usb/devices is missing"),
  });
});

test("the udev rule goes by the ids alone", () => {
  expect(udevRule({ vendorId: 0x0c2e, productId: 0x0b81 })).toBe(
    'SUBSYSTEM=="usb", ATTR{idVendor}=="0c2e", ATTR{idProduct}=="0b81", MODE="0660", GROUP="plugdev", TAG+="uaccess"',
  );
});
