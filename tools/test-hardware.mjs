import { join } from "node:path";
import { build } from "./launch/build.mjs";
import { installDebianPackages, library } from "./launch/debian.mjs";
import { guestKernel } from "./launch/guest-kernel.mjs";
import { ROOT } from "./launch/place.mjs";
import { prepare } from "./launch/prepare.mjs";
import { becomePrinter } from "./launch/run.mjs";

/** What the rigs need of the machine: PTYs, what node-hid loads, umockdev, and a guest with what its start takes. */
const NEEDS = [
  { command: "socat", debian: ["socat"] },
  library("libusb-1.0.so.0", ["libusb-1.0-0"]),
  library("libudev.so.1", ["libudev1"]),
  { command: "umockdev-wrapper", debian: ["umockdev"] },
  library("girepository-1.0/UMockdev-1.0.typelib", ["gir1.2-umockdev-1.0"]),
  { files: ["/usr/lib/python3/dist-packages/gi/__init__.py"], debian: ["python3-gi"] },
  { command: "qemu-system-x86_64", debian: ["qemu-system-x86"] },
  { command: "busybox", debian: ["busybox-static"] },
  { command: "cpio", debian: ["cpio"] },
  { command: "depmod", debian: ["kmod"] },
  { command: "udevadm", debian: ["udev"] },
  { command: "evtest", debian: ["evtest"] },
];

/** @typedef {{ readonly suites: readonly string[], readonly needsGuest: boolean }} Command */
/** @typedef {{ readonly asked: (args: readonly string[]) => Command | null }} CommandLine */

const args = process.argv.slice(2);
await prepare(() => build("rig"));
// What can't be understood is refused before anything is fetched for it.
const { asked } = /** @type {CommandLine} */ (await import(join(ROOT, "rig/dist/rig/command-line.js")));
const command = asked(args);
if (command !== null) {
  /** @type {string[]} */
  const kernel = [];
  await prepare(async () => {
    if (!(await installDebianPackages(NEEDS)).present) return false;
    if (!command.needsGuest) return true;
    const folder = await guestKernel();
    if (folder !== null) kernel.push("--kernel", folder);
    return folder !== null;
  });
  await becomePrinter("rig/dist/rig/main.js", [...kernel, ...args]);
}
