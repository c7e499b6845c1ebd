import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { hidPosDriver } from "@usher/adapters-hid";
import type { ScannerError } from "@usher/core";
import { heardFrom } from "@usher/core/testing";
import { systemTime } from "@usher/devices";
import { conformance } from "../conformance.js";
import { HID_POS_DESCRIPTOR, hidPosReports } from "../devices/descriptors.js";
import { eventually } from "../eventually.js";
import type { Case, TakeBack } from "../suite.js";
import { mockHid, type MockIdentity } from "../umockdev/mock-devices.js";
import { NOBODY } from "../users.js";
import { Testbed, type MockDevice } from "../umockdev/testbed.js";

const VOYAGER: MockIdentity = {
  vendorId: 0x0c2e,
  productId: 0x0b87,
  manufacturer: "Honeywell",
  product: "Voyager 1400g",
  serialNumber: "S1",
  port: "1-1.4",
};
const scanner = mockHid(VOYAGER, 0, HID_POS_DESCRIPTOR);
const info = { path: scanner.node, vendorId: 0x0c2e, productId: 0x0b87, serialNumber: "S1", port: "1-1.4" };
const absent = { path: "/dev/hidraw77" };

const testbed = new Testbed();
const driver = hidPosDriver({ time: systemTime });

let sending: Promise<unknown> = Promise.resolve();

/** The scanner reads this. */
function scan(device: MockDevice, text: string, aim?: string): void {
  for (const report of hidPosReports(text, aim)) {
    sending = sending.then(() => testbed.send(device, report));
  }
}

async function plugged(device: MockDevice, after: TakeBack): Promise<void> {
  await testbed.plug(device);
  after(() => testbed.unplug(device));
}

async function opened(after: TakeBack) {
  const open = await driver.open({ serialNumber: "S1" }, {});
  after(() => open.close());
  return { open, ...heardFrom(open) };
}

/** node-hid itself in a world that umockdev makes up. */
export const cases: readonly Case[] = [
  ...conformance("HID POS in umockdev", async (after) => {
    await plugged(scanner, after);
    return {
      driver,
      settings: {},
      info,
      absent,
      // The made-up node is no node of this machine, by which a second holder would be seen.
      exclusive: false,
      scan: (text) => scan(scanner, text),
      unplug: async () => {
        await sending;
        await testbed.unplug(scanner);
      },
      plug: () => testbed.plug(scanner),
    };
  }),
  {
    name: "a HID POS scanner is listed by make and socket, and read in one report, in three, and with NUL inside",
    run: async (after) => {
      await plugged(scanner, after);
      deepEqual(await driver.list(), [
        { ...info, product: "Voyager 1400g", model: "Honeywell (Metrologic) Voyager 1400g" },
      ]);
      const { frames } = await opened(after);
      const texts = ["TICKET-0001", "x".repeat(150), "4006381333931", "NUL\0inside"];
      texts.forEach((text) => scan(scanner, text, text.startsWith("4006") ? "]E0" : "]Q1"));
      await eventually("four reads", () => frames.length === 4);
      deepEqual(
        frames.map(({ text }) => text),
        texts,
      );
      deepEqual(
        frames.map(({ symbology }) => symbology),
        ["]Q1", "]Q1", "]E0", "]Q1"],
      );
    },
  },
  {
    name: "[P11] a scanner that is unplugged in mid-read is lost, and reads on after it came back under another number",
    run: async (after) => {
      await plugged(scanner, after);
      const { frames, ends } = await opened(after);
      scan(scanner, "BEFORE");
      await sending;
      await testbed.send(scanner, hidPosReports("y".repeat(100))[0] ?? new Uint8Array());
      await eventually("the first read", () => frames.length === 1);
      await testbed.unplug(scanner);
      await eventually("its loss", () => ends.length > 0);
      deepEqual(ends, ["lost"]);
      await rejects(driver.open({ serialNumber: "S1" }, {}), { code: "absent" });
      const again = mockHid(VOYAGER, 3, HID_POS_DESCRIPTOR);
      await plugged(again, after);
      const second = await opened(after);
      equal(second.open.info.path, "/dev/hidraw3");
      scan(again, "AFTER");
      await eventually("a read", () => second.frames.length === 1);
      equal(second.frames[0]?.text, "AFTER");
    },
  },
  {
    name: "[P11] a scanner that is closed in the moment of its opening does no harm",
    run: async (after) => {
      await plugged(scanner, after);
      await Promise.all(
        Array.from({ length: 3 }, async () => {
          const open = await driver.open({ serialNumber: "S1" }, {});
          await open.close();
        }),
      );
      const { frames } = await opened(after);
      scan(scanner, "STILL");
      await eventually("a read", () => frames.length === 1);
    },
  },
  {
    name: "two scanners with one serial number are told apart by their sockets",
    run: async (after) => {
      await plugged(scanner, after);
      await plugged(mockHid({ ...VOYAGER, port: "1-1.3" }, 1, HID_POS_DESCRIPTOR), after);
      await rejects(driver.open({ serialNumber: "S1" }, {}), { code: "failed" });
      const open = await driver.open({ serialNumber: "S1", port: "1-1.3" }, {});
      after(() => open.close());
      equal(open.info.path, "/dev/hidraw1");
    },
  },
  {
    name: "without rights on the node the scanner is there, and the udev rule for it is told",
    run: async (after) => {
      await plugged(scanner, after);
      await testbed.setMode(scanner, 0o000);
      if (process.geteuid?.() === 0) {
        process.seteuid?.(NOBODY);
        after(() => process.seteuid?.(0));
      }
      await rejects(driver.open({ serialNumber: "S1" }, {}), (error: ScannerError) => {
        equal(error.code, "noRights");
        match(error.message, /ATTRS\{idVendor\}=="0c2e", ATTRS\{idProduct\}=="0b87"/);
        return true;
      });
    },
  },
];
