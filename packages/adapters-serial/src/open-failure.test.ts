import { ScannerError } from "@usher/core";
import { describe, expect, test } from "vitest";
import { openFailure } from "./open-failure.js";

describe("openFailure", () => {
  test.each([
    ["Error: No such file or directory, cannot open /dev/x", "absent", "is the device plugged in"],
    ["Error: No such device or address, cannot open /dev/x", "absent", "is the device plugged in"],
    ["Opening COM7: File not found", "absent", "is the path right"],
    ["Error: Permission denied, cannot open /dev/x", "noRights", "usermod -aG dialout"],
    ["Error Resource temporarily unavailable Cannot lock port", "busy", "held by another program"],
    ["Error: Device or resource busy, cannot open /dev/x", "busy", "held by another program"],
    ["Opening COM7: Access denied", "busy", "held by another program"],
    ["Error: Inappropriate ioctl for device setting custom baud rate of 9600", "failed", "custom baud rate of 9600"],
  ])("%s is %s", (words, code, fix) => {
    const cause = new Error(words);
    const failure = openFailure({ path: "/dev/serial/by-id/scanner" }, cause);
    expect(failure).toMatchObject({ name: "ScannerError", code, cause });
    expect(failure.message).toContain("/dev/serial/by-id/scanner");
    expect(failure.message).toContain(fix);
  });

  test("rights on a port whose ids are known are given by the rule for exactly that device", () => {
    const failure = openFailure({ path: "/dev/ttyACM0", vendorId: 0x0c2e, productId: 0x092a }, "Permission denied");
    expect(failure.message).toContain(
      'SUBSYSTEM=="tty", ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="092a", MODE="0660"',
    );
  });

  test("a port that is held names who holds it", () => {
    const cause = new Error("Cannot lock port");
    const words = (pid: number, program: string) => openFailure({ path: "/dev/x" }, cause, { pid, program }).message;
    expect(words(812, "ModemManager")).toContain("held by ModemManager (process 812): end it");
    expect(words(813, "")).toContain("held by another program (process 813)");
    expect(words(process.pid, "node")).toContain("two are set to the same port");
  });

  test("an error with a code is passed on", () => {
    const missing = new ScannerError("nativeMissing", "npm install serialport@13");
    expect(openFailure({ path: "/dev/x" }, missing)).toBe(missing);
  });
});
