import { describe, expect, test } from "vitest";
import { listHidDevices, openHidDevice } from "./open-device.js";
import type { HidListener, ListedHidDevice } from "./port.js";

const relay: ListedHidDevice = {
  path: "/dev/hidraw1",
  vendorId: 0x16c0,
  productId: 0x05df,
  product: "USBRelay2",
  usages: [],
};

test("devices are listed with the socket that they are plugged into", async () => {
  const places = { "/dev/hidraw1": "1-1.4", "/dev/hidraw2": null };
  const listed = await listHidDevices(
    async () => [relay, { ...relay, path: "/dev/hidraw2" }],
    async (path) => ({ port: places[path as keyof typeof places], reportDescriptor: null }),
  );
  expect(listed).toEqual([
    { ...relay, port: "1-1.4" },
    { ...relay, path: "/dev/hidraw2" },
  ]);
});

describe("opening a device that is no scanner", () => {
  test("hears what it was asked to hear, and no more is needed", async () => {
    const listeners: HidListener[] = [];
    const heard: unknown[] = [];
    const closed = Promise.resolve();
    const openDevice = async (_path: string, listener: HidListener) => {
      listeners.push(listener);
      return {
        write: () => closed,
        sendFeatureReport: () => closed,
        getFeatureReport: async () => new Uint8Array(9),
        close: () => closed,
      };
    };
    await openHidDevice(relay.path, {}, openDevice);
    await openHidDevice(relay.path, { report: (bytes) => heard.push(bytes) }, openDevice);
    for (const listener of listeners) {
      listener.report(Uint8Array.of(1, 2));
      listener.closed(null);
    }
    expect(heard).toEqual([Uint8Array.of(1, 2)]);
  });

  test("a refusal names the device and the udev rule that it needs", async () => {
    const refused = () => Promise.reject(new Error("Cannot open path: Permission denied"));
    const opening = openHidDevice(relay.path, {}, refused, async () => [relay]);
    await expect(opening).rejects.toMatchObject({ code: "noRights" });
    await expect(opening).rejects.toThrow('ATTRS{idVendor}=="16c0", ATTRS{idProduct}=="05df"');
  });

  test("a refusal is told also where nothing can be listed", async () => {
    const refused = () => Promise.reject(new Error("No such file or directory"));
    const opening = openHidDevice(relay.path, {}, refused, refused);
    await expect(opening).rejects.toMatchObject({ code: "absent", message: expect.stringContaining(relay.path) });
  });
});
