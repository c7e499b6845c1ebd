import { expect, test } from "vitest";
import { inhibitRule, udevRule } from "./udev-rule.js";

const ids = { vendorId: 0x0c2e, productId: 0x0b81 };

test("the rule of rights is for this device alone, to read and to write", () => {
  expect(udevRule(ids)).toBe(
    'SUBSYSTEM=="hidraw", ATTRS{idVendor}=="0c2e", ATTRS{idProduct}=="0b81", MODE="0660", GROUP="plugdev", TAG+="uaccess"',
  );
});

test("the rule of exclusive keys opens the file that inhibits its input devices", () => {
  expect(inhibitRule(ids)).toContain('SUBSYSTEM=="input", KERNEL=="input*", ATTRS{id/vendor}=="0c2e"');
  expect(inhibitRule(ids)).toContain('RUN+="/bin/chmod g+w /sys%p/inhibited"');
});
