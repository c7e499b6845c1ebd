import { ScannerError } from "@usher/core";
import { describe, expect, test } from "vitest";
import { nativeMissing, openFailure } from "./open-failure.js";

const device = { path: "/dev/hidraw3", vendorId: 0x0c2e, productId: 0x0b87, product: "Voyager", usages: [] };

describe("why a device can't be opened", () => {
  // The words of hidapi 0.15.0 on Linux, Windows and macOS.
  test.each([
    ["Cannot open path /dev/hidraw3: Permission denied", "noRights", "udev rule"],
    ["hid_error: Access is denied. (0x00000005)", "noRights", "udev rule"],
    ["failed to open IOHIDDevice from mach entry: (0xE00002E2) (iokit/common) not permitted", "noRights", "udev rule"],
    ["Cannot open path /dev/hidraw3: No such file or directory", "absent", "is it plugged in"],
    ["Cannot open path /dev/hidraw3: No such device", "absent", "is it plugged in"],
    ["exclusive access and device already open", "busy", "end that program"],
    ["something new", "failed", "something new"],
  ])("%s is %s", (words, code, fix) => {
    const cause = new Error(words);
    const failure = openFailure(device, cause);
    expect(failure).toMatchObject({ name: "ScannerError", code, cause });
    expect(failure.message).toContain("/dev/hidraw3 (Voyager, 0c2e:0b87)");
    expect(failure.message).toContain(fix);
  });

  test("missing rights name the udev rule for exactly this device", () => {
    expect(openFailure(device, new Error("Permission denied")).message).toContain(
      'SUBSYSTEM=="hidraw", ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b87", MODE="0660"',
    );
    expect(openFailure({ path: "/dev/hidraw9" }, "Permission denied").message).toContain("udev rule");
  });

  test("an error with a code is passed on", () => {
    const missing = new ScannerError("nativeMissing", "npm install node-hid@3");
    expect(openFailure(device, missing)).toBe(missing);
  });

  test("a library that does not load is named, on Linux with what it links to", () => {
    const cause = new Error("libusb-1.0.so.0: cannot open shared object file: No such file or directory");
    const onLinux = nativeMissing("linux", cause);
    expect(onLinux).toMatchObject({ code: "nativeMissing", cause });
    expect(onLinux.message).toContain("libusb-1.0-0");
    expect(onLinux.message).toContain("libudev1");
    expect(nativeMissing("win32", cause).message).not.toContain("apt-get");
  });
});
