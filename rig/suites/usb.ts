import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usbChanges, type UsbChange, type UsbSettings } from "@usher/adapters-usb";
import { conformance } from "../conformance.js";
import { HID_POS_DESCRIPTOR, hidPosReports, KEYBOARD_DESCRIPTOR } from "../devices/descriptors.js";
import { VendorScanner } from "../devices/function-fs.js";
import { Gadget } from "../devices/gadget.js";
import { HidEnd, hidFunction } from "../devices/hid-gadget.js";
import { hasInput, listenToInput } from "../devices/input-listener.js";
import { usbKeyboard } from "../devices/usb-keyboard.js";
import { ROOT } from "../../e2e/root.js";
import { eventually } from "../eventually.js";
import { gateAt } from "../gate.js";
import type { Case, TakeBack } from "../suite.js";
import { NOBODY } from "../users.js";
import { driver, KEY, LINES, POS, shown, VENDOR, vendorScanner, wantedBy, wedge, WEDGE } from "../usb-scanners.js";

const SCANNERS_COMMAND = join(ROOT, "apps/kiosk/dist/scanners/main.js");

/** A vendor's scanner, and a gate whose reader "north" has opened it. */
async function vendorGate(after: TakeBack) {
  const device = await vendorScanner(after);
  const gate = await gateAt([{ id: "north", driver, info: wantedBy(VENDOR), settings: LINES }], after);
  await gate.untilReader("north", "open");
  return { device, gate };
}

const vendorCases: readonly Case[] = [
  {
    name: "[P11] a vendor's scanner: unplugged in mid-scan and plugged in again it reads on, under the same reader",
    run: async (after) => {
      const { device, gate } = await vendorGate(after);
      device.send("WHOLE\rHAL");
      await gate.untilReads(1);
      await device.scanner.unplug();
      await gate.untilReader("north", "backingOff");
      await device.plug();
      await gate.untilReader("north", "open");
      device.send("NEXT\r");
      deepEqual(await gate.untilReads(2), ["north: WHOLE", "north: NEXT"]);
      equal(gate.state.alarms.length, 0);
    },
  },
  {
    name: "[P11] a vendor's scanner: one that halts its endpoint is opened anew, and reads on",
    run: async (after) => {
      const { device, gate } = await vendorGate(after);
      device.send("ONE\r");
      await gate.untilReads(1);
      await device.scanner.halt();
      await gate.untilReader("north", "backingOff");
      await gate.untilReader("north", "open");
      device.send("TWO\r");
      deepEqual(await gate.untilReads(2), ["north: ONE", "north: TWO"]);
    },
  },
  {
    name: "a vendor's scanner: a hundred scans one upon the other all come, in order",
    run: async (after) => {
      const { device, gate } = await vendorGate(after);
      const scans = Array.from({ length: 100 }, (_, index) => `TICKET-${index}`);
      for (const scan of scans) device.send(`${scan}\r`);
      deepEqual(
        await gate.untilReads(100),
        scans.map((scan) => `north: ${scan}`),
      );
    },
  },
  {
    name: "a vendor's scanner: a permit is signalled on its endpoint out, while it is being read",
    run: async (after) => {
      const device = await vendorScanner(after);
      const scanner = await driver.open({ port: device.info.port ?? "" }, LINES);
      after(() => scanner.close());
      scanner.signal?.("permit");
      equal((await device.scanner.received()).toString("latin1"), "\u0016\u0007\r");
    },
  },
  {
    name: "two alike scanners of one serial number are told apart by their sockets",
    run: async (after) => {
      const [one, two] = [new VendorScanner(VENDOR), new VendorScanner(VENDOR)];
      for (const [socket, scanner] of [one, two].entries()) {
        after(() => scanner.dispose());
        await scanner.plug(socket);
      }
      const infos = await eventually("both of them", async () => {
        const found = (await driver.list()).filter(({ serialNumber }) => serialNumber === VENDOR.serialNumber);
        return found.length === 2 ? found : null;
      });
      await rejects(driver.open(wantedBy(VENDOR), LINES), { code: "failed", message: /several scanners/ });
      const readers = infos.map(({ port = "" }) => ({ id: port, driver, info: { port }, settings: LINES }));
      const gate = await gateAt(readers, after);
      for (const { id } of readers) await gate.untilReader(id, "open");
      await one.send("ONE\r");
      await gate.untilReads(1);
      await two.send("TWO\r");
      const reads = await gate.untilReads(2);
      deepEqual(
        reads.map((read) => read.split(": ")[1]),
        ["ONE", "TWO"],
      );
      equal(new Set(reads.map((read) => read.split(": ")[0])).size, 2);
    },
  },
  {
    name: "without rights it says which udev rule to install",
    run: async (after) => {
      await vendorScanner(after);
      const isRoot = process.getuid?.() === 0;
      ok(isRoot, "the guest's suites run as root");
      const groups = process.getgroups?.() ?? [];
      process.setgroups?.([]);
      process.setegid?.(NOBODY);
      process.seteuid?.(NOBODY);
      try {
        await rejects(driver.open(wantedBy(VENDOR), LINES), {
          code: "noRights",
          message: /SUBSYSTEM=="usb", ATTR\{idVendor\}=="f055"/,
        });
      } finally {
        process.seteuid?.(0);
        process.setegid?.(0);
        process.setgroups?.(groups);
      }
    },
  },
  {
    name: "usher-scanners capture keeps what a vendor's scanner sends, and is named as who holds it meanwhile",
    run: async (after) => {
      const device = await vendorScanner(after);
      const file = join(mkdtempSync(join(tmpdir(), "usher-capture-")), "capture.ndjson");
      const asked = ["capture", file, "--path", device.info.path, "--mode", "lines"];
      const capture = spawn(process.execPath, [SCANNERS_COMMAND, ...asked], { stdio: ["ignore", "ignore", "inherit"] });
      after(() => capture.kill("SIGKILL"));
      const held = { code: "busy", message: new RegExp(`held by \\S+ \\(process ${capture.pid}\\)`) };
      await eventually("the command to hold the scanner", () => existsSync(`${device.info.path}:1.0/driver`));
      await rejects(driver.open(wantedBy(VENDOR), LINES), held);
      device.send("TICKET\r");
      await eventually("a read in the capture", () => readFileSync(file, "utf8").includes('"read"'));
      const ended = once(capture, "exit");
      capture.kill("SIGINT");
      deepEqual(await ended, [0, null]);
      const [head, data, read] = readFileSync(file, "utf8").split("\n");
      match(
        String(head),
        /"kind":"usb".*"interfaces":\[\{"number":0,"class":255,.*"driver":null,"endpoints":.*"number":1,"direction":"in"/,
      );
      match(String(data), /"data":"5449434b45540d"/);
      match(String(read), /"read":\{"symbology":null,"bytes":"5449434b4554"\}/);
    },
  },
  {
    name: "attached and detached devices are told at once, with their sockets",
    run: async (after) => {
      const changes: UsbChange[] = [];
      const errors: unknown[] = [];
      const watching = usbChanges().subscribe({
        next: (change) => changes.push(change),
        error: (error: unknown) => errors.push(error),
      });
      after(() => watching.unsubscribe());
      // The watch has begun once it tells of anything: a device is plugged until it does.
      const device = await vendorScanner(after);
      await device.unplug();
      await eventually("the first change", () => changes.length > 0 || errors.length > 0);
      deepEqual(errors, []);
      await device.plug();
      const ids = { vendorId: VENDOR.vendorId, productId: VENDOR.productId, port: device.info.port };
      const told = (change: UsbChange["change"]) => () =>
        changes.some((each) => JSON.stringify(each) === JSON.stringify({ change, ...ids }));
      await eventually("an attached device", told("attached"));
      await device.unplug();
      await eventually("a detached device", told("detached"));
    },
  },
];

const hidCases: readonly Case[] = [
  {
    name: "[P11] a scanner in keyboard mode is taken from the desktop while it is read, and given back",
    run: async (after) => {
      const keyboard = await wedge(after);
      const before = await listenToInput("Honeywell Voyager 1400g", after);
      await keyboard.type(KEY.a);
      await eventually("a key at the desktop", () => before.pressed.length === 1);

      const gate = await gateAt([{ id: "north", driver, info: wantedBy(WEDGE), settings: {} }], after);
      await gate.untilReader("north", "open");
      await eventually("no input device", () => !hasInput("Honeywell Voyager 1400g"));
      await keyboard.type(KEY.a, KEY.one, KEY.one, KEY.enter);
      deepEqual(await gate.untilReads(1), ["north: a11"]);
      equal(before.pressed.length, 1);

      await gate.stop();
      const again = await listenToInput("Honeywell Voyager 1400g", after);
      await keyboard.type(KEY.a);
      await eventually("a key at the desktop again", () => again.pressed.length === 1);
    },
  },
  {
    name: "[P11] a keyboard that a crashed program left without its driver is given back by the next who reads it",
    run: async (after) => {
      await wedge(after);
      await eventually("an input device", () => hasInput("Honeywell Voyager 1400g"));
      const { port = "" } = await shown(WEDGE);
      // What a killed program leaves behind: its claim is gone, and so is the kernel's driver.
      writeFileSync("/sys/bus/usb/drivers/usbhid/unbind", `${port}:1.0`);
      await eventually("no input device", () => !hasInput("Honeywell Voyager 1400g"));
      const scanner = await driver.open(wantedBy(WEDGE), {});
      await scanner.close();
      await eventually("an input device again", () => hasInput("Honeywell Voyager 1400g"));
    },
  },
  {
    name: "QEMU's keyboard is read in the boot protocol, and types nothing into the desktop",
    run: async (after) => {
      usbKeyboard.plug();
      after(() => usbKeyboard.unplug());
      const desktop = await listenToInput("QEMU QEMU USB Keyboard", after);
      const { vendorId, productId } = usbKeyboard;
      const settings: UsbSettings = { mode: "keyboard" };
      const gate = await gateAt([{ id: "north", driver, info: { vendorId, productId }, settings }], after);
      await gate.untilReader("north", "open");
      usbKeyboard.press(["shift", "t"], ["1"], ["1"], ["ret"]);
      deepEqual(await gate.untilReads(1), ["north: T11"]);
      deepEqual(desktop.pressed, []);
    },
  },
  {
    name: "a HID POS scanner beside a keyboard in one device is read by its report descriptor, in several reports",
    run: async (after) => {
      const gadget = new Gadget(POS, [
        hidFunction("keys", KEYBOARD_DESCRIPTOR, 8, true),
        hidFunction("scans", HID_POS_DESCRIPTOR, 64),
      ]);
      after(() => gadget.dispose());
      gadget.plug();
      const end = await HidEnd.open(gadget, "scans");
      after(() => end.close());
      await shown(POS);
      const gate = await gateAt([{ id: "north", driver, info: wantedBy(POS), settings: {} }], after);
      await gate.untilReader("north", "open");
      const long = "T".repeat(130);
      for (const report of [...hidPosReports("SHORT"), ...hidPosReports(long)]) await end.send(report);
      deepEqual(await gate.untilReads(2), ["north: SHORT", `north: ${long}`]);
    },
  },
  {
    name: "a scanner in a mode that it is not wanted in says which one it is in",
    run: async (after) => {
      await wedge(after);
      await rejects(driver.open(wantedBy(WEDGE), { mode: "hidPos" }), (error: Error & { code?: string }) => {
        equal(error.code, "wrongMode");
        match(error.message, /can be read as "hidPos"/);
        return true;
      });
    },
  },
];

/** Scanners whose USB interface is taken from the kernel: vendor interfaces, keyboards and HID POS, on a real bus. */
export const cases: readonly Case[] = [
  ...conformance("a vendor's USB scanner", async (after) => {
    const device = await vendorScanner(after);
    const { path } = device.info;
    return {
      driver,
      settings: LINES,
      info: { path },
      absent: { path: `${path}.4` },
      exclusive: true,
      scan: (text) => device.send(`${text}\r`),
      unplug: device.unplug,
      plug: async () => void (await device.plug()),
    };
  }),
  ...vendorCases,
  ...hidCases,
];
