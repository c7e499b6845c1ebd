import { deepEqual, equal, match, ok } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { listHidDevices } from "@usher/adapters-hid";
import { AcmScanner } from "../devices/acm-gadget.js";
import type { UsbIdentity } from "../devices/gadget.js";
import { HidScanner } from "../devices/hid-scanner.js";
import { eventually } from "../eventually.js";
import { started } from "../program.js";
import { ROOT } from "../../e2e/root.js";
import type { Case, TakeBack } from "../suite.js";
import { groupId, NOBODY } from "../users.js";

const RULES = "70-usher-scanners.rules";
const FOLDER = "/etc/udev/rules.d";

const HONEYWELL = { vendorId: 0x0c2e, manufacturer: "Honeywell", product: "Voyager 1400g", serialNumber: "S1" };
const TYPING: UsbIdentity = { ...HONEYWELL, productId: 0x0b81 };
const HID_POS: UsbIdentity = { ...HONEYWELL, productId: 0x0b87 };
const STRANGER: UsbIdentity = { ...HONEYWELL, vendorId: 0x046d, productId: 0xc31c, product: "Keyboard" };
const GRYPHON: UsbIdentity = {
  vendorId: 0x05f9,
  productId: 0x4204,
  manufacturer: "Datalogic",
  product: "Gryphon",
  serialNumber: "G1",
};

/** Installs the rules as an administrator does. */
function installed(after: TakeBack): void {
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(join(ROOT, "apps/kiosk/udev", RULES), join(FOLDER, RULES));
  execFileSync("udevadm", ["control", "--reload"]);
  after(() => {
    rmSync(join(FOLDER, RULES));
    execFileSync("udevadm", ["control", "--reload"]);
  });
}

async function plugged(identity: UsbIdentity, after: TakeBack): Promise<void> {
  const scanner = new HidScanner(identity);
  after(() => scanner.dispose());
  await scanner.plug(0);
}

/** The HID nodes of a device, once udev is through with both of its interfaces. */
async function nodesOf({ vendorId, productId }: UsbIdentity): Promise<string[]> {
  const nodes = await eventually("its two HID nodes", async () => {
    const devices = await listHidDevices();
    const own = devices.filter((each) => each.vendorId === vendorId && each.productId === productId);
    const paths = [...new Set(own.map(({ path }) => path))];
    return paths.length === 2 ? paths : null;
  });
  execFileSync("udevadm", ["settle"]);
  return nodes;
}

/** Whose a file is, and what the owner, the group and all others may do. */
function rightsOn(path: string): string {
  const { gid, mode } = statSync(path);
  return `${gid} ${(mode & 0o777).toString(8)}`;
}

/** What udev noted of a device. */
function noted(node: string): string {
  return execFileSync("udevadm", ["info", node], { encoding: "utf8" });
}

/** The input devices that a HID node's keys go to. */
function inhibitedOf(node: string): string[] {
  const device = join("/sys/class/hidraw", node.replace("/dev/", ""), "device");
  const inputs = readdirSync(device).includes("input") ? readdirSync(join(device, "input")) : [];
  return inputs.map((input) => join(realpathSync(device), "input", input, "inhibited"));
}

/** The udev rules that Usher ships, in the hands of a real udev. */
export const cases: readonly Case[] = [
  {
    name: "a HID POS scanner is the group's that the rules name, and read by a user of that group who is nobody else",
    run: async (after) => {
      installed(after);
      await plugged(HID_POS, after);
      const rights = `${groupId("plugdev")} 660`;
      deepEqual((await nodesOf(HID_POS)).map(rightsOn), [rights, rights]);
      const program = `
        import { hidPosDriver } from "@usher/adapters-hid";
        const time = { wallMs: Date.now, monotonicMs: () => performance.now(), after: () => () => {} };
        const driver = hidPosDriver({ time });
        // Loads the library while it can be read: the project may lie in a folder of root's own.
        await driver.list();
        process.setgroups([]);
        process.setgid(${groupId("plugdev")});
        process.setuid(${NOBODY});
        const scanner = await driver.open({ vendorId: ${HID_POS.vendorId} }, {});
        await scanner.close();
        console.log("open");`;
      const child = started(program, after);
      const [said] = (await Promise.race([once(child.stdout, "data"), once(child, "close")])) as [unknown];
      equal(String(said).trim(), "open");
    },
  },
  {
    name: "the keys of a scanner that types can be kept from others by that group",
    run: async (after) => {
      installed(after);
      await plugged(TYPING, after);
      const files = await eventually("its input device", async () => {
        const found = (await nodesOf(TYPING)).flatMap(inhibitedOf);
        return found.length > 0 ? found : null;
      });
      for (const file of files)
        await eventually("the right to write", () => rightsOn(file) === `${groupId("plugdev")} 664`);
    },
  },
  {
    name: "a keyboard that Usher does not know stays root's",
    run: async (after) => {
      installed(after);
      await plugged(STRANGER, after);
      const nodes = await nodesOf(STRANGER);
      for (const node of nodes) match(rightsOn(node), /^0 600$/);
      for (const file of nodes.flatMap(inhibitedOf)) equal(rightsOn(file), "0 644");
    },
  },
  {
    name: "a scanner at a USB serial port is the group's, and ModemManager is told to leave it alone",
    run: async (after) => {
      installed(after);
      const scanner = new AcmScanner(GRYPHON);
      after(() => scanner.dispose());
      await scanner.plug(0);
      const node = await eventually("its port", () => readdirSync("/dev").find((name) => name.startsWith("ttyACM")));
      execFileSync("udevadm", ["settle"]);
      equal(rightsOn(`/dev/${node}`), `${groupId("dialout")} 660`);
      ok(noted(`/dev/${node}`).includes("ID_MM_PORT_IGNORE=1"));
      const device = dirname(realpathSync(join("/sys/class/tty", node, "device")));
      ok(noted(device).includes("ID_MM_DEVICE_IGNORE=1"));
    },
  },
];
