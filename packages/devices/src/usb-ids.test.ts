import { expect, test } from "vitest";
import { hexadecimal, idsOf } from "./usb-ids.js";

test("ids are told as lsusb tells them", () => {
  expect(idsOf({ vendorId: 0x5e0, productId: 1 })).toBe("05e0:0001");
});

test("a pattern of ids stays as it is", () => {
  expect([hexadecimal(0x5e0), hexadecimal("???7")]).toEqual(["05e0", "???7"]);
});
