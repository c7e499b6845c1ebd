import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hidPlace, inputDevices } from "./linux-devices.js";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "usher-sysfs-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A piece of /sys with one HID device at this place of the tree. */
function plant(node: string, place: string, descriptor: Uint8Array): string {
  const device = join(root, "devices", place);
  mkdirSync(join(device, "hidraw", node), { recursive: true });
  writeFileSync(join(device, "report_descriptor"), descriptor);
  symlinkSync(device, join(device, "hidraw", node, "device"));
  mkdirSync(join(root, "class/hidraw"), { recursive: true });
  symlinkSync(join(device, "hidraw", node), join(root, "class/hidraw", node));
  return join(root, "class/hidraw");
}

test("a device behind a hub is known by its socket, and its descriptor is read", async () => {
  const descriptor = Uint8Array.of(0x05, 0x8c, 0x09, 0x02, 0xc0);
  const folder = plant("hidraw4", "pci0/usb1/1-1/1-1.4/1-1.4:1.1/0003:0C2E:0B87.0002", descriptor);
  expect(await hidPlace("/dev/hidraw4", folder)).toEqual({ port: "1-1.4", reportDescriptor: descriptor });
});

test("a device without a USB socket has a descriptor all the same", async () => {
  const folder = plant("hidraw0", "virtual/misc/uhid/0003:0C2E:0B87.0001", Uint8Array.of(0xc0));
  expect(await hidPlace("/dev/hidraw0", folder)).toEqual({ port: null, reportDescriptor: Uint8Array.of(0xc0) });
});

test("what is not there, or not Linux, has no place", async () => {
  expect(await hidPlace("/dev/hidraw9", join(root, "nowhere"))).toEqual({ port: null, reportDescriptor: null });
  expect(await hidPlace(String.raw`\\?\hid#vid_0c2e`, root)).toEqual({ port: null, reportDescriptor: null });
});

test("the input devices of a keyboard are found, each with its nodes and the file that inhibits it", async () => {
  const folder = plant("hidraw2", "usb1/1-2/1-2:1.0/0003:0C2E:0B81.0003", Uint8Array.of(0xc0));
  const input = join(folder, "hidraw2/device/input");
  for (const name of ["input7/event5", "input7/capabilities", "input8/event6", "input8/mouse0"]) {
    mkdirSync(join(input, name), { recursive: true });
  }
  expect(await inputDevices("/dev/hidraw2", folder)).toEqual([
    { inhibited: join(input, "input7/inhibited"), events: ["/dev/input/event5"] },
    { inhibited: join(input, "input8/inhibited"), events: ["/dev/input/event6"] },
  ]);
  expect(await inputDevices("/dev/hidraw9", folder)).toEqual([]);
});
