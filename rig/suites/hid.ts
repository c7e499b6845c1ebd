import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { hidPosDriver } from "@usher/adapters-hid";
import type { ScannerError, ScannerInfo, WantedScanner } from "@usher/core";
import { heardFrom } from "@usher/core/testing";
import { systemTime } from "@usher/devices";
import { conformance } from "../conformance.js";
import {
  HID_POS_DESCRIPTOR,
  hidPosReports,
  KEYBOARD_DESCRIPTOR,
  SNAPI_DESCRIPTOR,
  snapiReports,
} from "../devices/descriptors.js";
import { HidScanner } from "../devices/hid-scanner.js";
import { plugged, type UhidDevice } from "../devices/uhid.js";
import { eventually } from "../eventually.js";
import { gateAt } from "../gate.js";
import type { Case, TakeBack } from "../suite.js";
import { NOBODY } from "../users.js";

const BLOCKED_MS = 2_000;
const BETWEEN_SCANS_MS = 1;

const driver = hidPosDriver({ time: systemTime });
const VOYAGER = {
  vendorId: 0x0c2e,
  productId: 0x0b87,
  product: "Voyager 1400g",
  serialNumber: "S1",
  descriptor: HID_POS_DESCRIPTOR,
};
const WANTED: WantedScanner = { vendorId: 0x0c2e, productId: 0x0b87, serialNumber: "S1" };
const ZEBRA = {
  vendorId: 0x05e0,
  productId: 0x1900,
  product: "Symbol Bar Code Scanner",
  serialNumber: "Z1",
  descriptor: SNAPI_DESCRIPTOR,
};

/** The scanner, once udev is through with it and it can be opened. */
async function shown({ serialNumber }: WantedScanner): Promise<ScannerInfo> {
  return eventually(`a scanner ${serialNumber} in the list`, async () =>
    (await driver.list()).find((info) => info.serialNumber === serialNumber && info.trouble === undefined),
  );
}

async function opened(wanted: WantedScanner, after: TakeBack) {
  await shown(wanted);
  const scanner = await driver.open(wanted, {});
  after(() => scanner.close());
  return { scanner, ...heardFrom(scanner) };
}

/** Stands still, event loop and all. */
function block(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** HID POS and SNAPI scanners on a kernel's own hidraw, read by node-hid. */
export const cases: readonly Case[] = [
  ...conformance("HID POS on hidraw", async (after) => {
    let device = plugged(VOYAGER, after);
    const { path } = await shown(WANTED);
    return {
      driver,
      settings: {},
      info: { path },
      absent: { path: "/dev/hidraw77" },
      exclusive: true,
      scan: (text) => hidPosReports(text).forEach((report) => device.send(report)),
      unplug: async () => {
        device.unplug();
        await eventually("it is gone", async () => (await driver.list()).length === 0);
      },
      plug: async () => {
        device = plugged(VOYAGER, after);
        await shown(WANTED);
      },
    };
  }),
  {
    name: "HID POS: a read in one report and one in three, with AIM identifiers; a Honeywell is put into its mode and beeps",
    run: async (after) => {
      const sent: string[] = [];
      const device = plugged(
        { ...VOYAGER, onReport: (kind, bytes) => sent.push(`${kind} ${bytes.toString("hex")}`) },
        after,
      );
      const { scanner, frames } = await opened(WANTED, after);
      for (const report of [...hidPosReports("TICKET-1"), ...hidPosReports("x".repeat(150), "]d2")])
        device.send(report);
      await eventually("two reads", () => frames.length === 2);
      deepEqual(
        frames.map(({ text, symbology }) => [text, symbology]),
        [
          ["TICKET-1", "]Q1"],
          ["x".repeat(150), "]d2"],
        ],
      );
      scanner.signal?.("permit");
      await eventually("its mode and a beep", () => sent.length === 2);
      deepEqual(sent, ["feature fe01", `output fd0316070d${"00".repeat(59)}`]);
    },
  },
  {
    name: "[P11] HID POS: a hundred scans while the event loop stands still for two seconds are all read, once and in order",
    run: async (after) => {
      const device = plugged(VOYAGER, after);
      const { texts } = await opened(WANTED, after);
      const scans = Array.from({ length: 100 }, (_, index) => `TICKET-${index}`);
      for (const text of scans) {
        for (const report of hidPosReports(text)) device.send(report);
        block(BETWEEN_SCANS_MS);
      }
      block(BLOCKED_MS);
      await eventually("a hundred reads", () => texts.length >= scans.length);
      deepEqual(texts, scans);
    },
  },
  {
    name: "SNAPI: a scanner that waits for each acknowledgement is read whole, and beeps",
    run: async (after) => {
      const acknowledged: string[] = [];
      const waiting = [...snapiReports("s".repeat(150)), ...snapiReports("NEXT")];
      const device: UhidDevice = plugged(
        {
          ...ZEBRA,
          onReport: (_kind, bytes) => {
            acknowledged.push(bytes.toString("hex"));
            const next = waiting.shift();
            if (next !== undefined) device.send(next);
          },
        },
        after,
      );
      const { scanner, texts } = await opened({ serialNumber: "Z1" }, after);
      device.send(waiting.shift() ?? new Uint8Array());
      await eventually("two reads", () => texts.length === 2);
      deepEqual(texts, ["s".repeat(150), "NEXT"]);
      await eventually("four acknowledgements", () => acknowledged.length === 4);
      scanner.signal?.("deny");
      await eventually("a beep", () => acknowledged.length === 5);
      deepEqual(acknowledged, ["01220100", "01220100", "01220100", "01220100", "0411"]);
    },
  },
  {
    name: "[P11] HID POS: unplugged in mid-scan and plugged in again it reads on, under the same reader",
    run: async (after) => {
      const device = plugged(VOYAGER, after);
      await shown(WANTED);
      const gate = await gateAt([{ id: "north", driver, info: WANTED, settings: {} }], after);
      await gate.untilReader("north", "open");
      hidPosReports("BEFORE").forEach((report) => device.send(report));
      await gate.untilReads(1);
      device.send(hidPosReports("h".repeat(100))[0] ?? new Uint8Array());
      device.unplug();
      await gate.untilReader("north", "backingOff");
      const again = plugged(VOYAGER, after);
      await gate.untilReader("north", "open");
      hidPosReports("AFTER").forEach((report) => again.send(report));
      deepEqual(await gate.untilReads(2), ["north: BEFORE", "north: AFTER"]);
    },
  },
  {
    name: "two composite scanners with one serial number, on a USB bus, are told apart by their sockets",
    run: async (after) => {
      const identity = { ...VOYAGER, manufacturer: "Honeywell" };
      const scanners = [new HidScanner(identity), new HidScanner(identity)];
      for (const [socket, scanner] of scanners.entries()) {
        after(() => scanner.dispose());
        await scanner.plug(socket);
      }
      const listed = await eventually("both", async () => {
        const found = (await driver.list()).filter(({ trouble }) => trouble === undefined);
        return found.length === 2 ? found : null;
      });
      await rejects(driver.open(WANTED, {}), { code: "failed" });
      const ports = listed.map(({ port = "" }) => port).toSorted((a, b) => a.localeCompare(b));
      equal(new Set(ports).size, 2);
      const readers = ports.map((port) => ({
        id: port,
        driver,
        info: { ...WANTED, port },
        settings: {},
      }));
      const gate = await gateAt(readers, after);
      for (const { id } of readers) await gate.untilReader(id, "open");
      await scanners[0]?.send(hidPosReports("FIRST"));
      await gate.untilReads(1);
      await scanners[1]?.send(hidPosReports("SECOND"));
      const reads = await gate.untilReads(2);
      deepEqual(reads, [`${ports[0]}: FIRST`, `${ports[1]}: SECOND`]);
    },
  },
  {
    name: "without rights it is listed as such and not opened, and the udev rule for it is told",
    run: async (after) => {
      plugged(VOYAGER, after);
      await shown(WANTED);
      process.seteuid?.(NOBODY);
      after(() => process.seteuid?.(0));
      await rejects(driver.open(WANTED, {}), (error: ScannerError) => {
        equal(error.code, "noRights");
        match(error.message, /ATTRS\{idVendor\}=="0c2e", ATTRS\{idProduct\}=="0b87"/);
        return true;
      });
    },
  },
  {
    name: "a scanner that another program holds is busy, and that program is named",
    run: async (after) => {
      plugged(VOYAGER, after);
      const { path } = await shown(WANTED);
      const other = spawn("sh", ["-c", 'exec 3<>"$0"; echo held; cat', path], { stdio: ["pipe", "pipe", "ignore"] });
      after(() => other.kill("SIGKILL"));
      await once(other.stdout, "data");
      await rejects(driver.open(WANTED, {}), { code: "busy", message: /held by (sh|cat|dash) \(process \d+\)/ });
    },
  },
  {
    name: "a scanner that was set to keyboard mode is named as that, with what to scan",
    run: async (after) => {
      plugged({ ...VOYAGER, productId: 0x0b81, descriptor: KEYBOARD_DESCRIPTOR }, after);
      await eventually("it is told", async () => {
        const refusal = await driver.open(WANTED, {}).then(
          () => null,
          (error: ScannerError) => error,
        );
        return refusal?.code === "wrongMode" && refusal.message.includes("PAP131");
      });
    },
  },
];
