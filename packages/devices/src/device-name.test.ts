import { expect, test } from "vitest";
import { deviceName } from "./device-name.js";

test("a device is named by as much as is known of it", () => {
  const ids = { path: "/dev/hidraw4", vendorId: 0x0c2e, productId: 0x0b87 };
  expect([{ path: "/dev/hidraw4" }, ids, { ...ids, product: "Voyager 1400g" }].map(deviceName)).toEqual([
    "/dev/hidraw4",
    "/dev/hidraw4 (0c2e:0b87)",
    "/dev/hidraw4 (Voyager 1400g, 0c2e:0b87)",
  ]);
});
