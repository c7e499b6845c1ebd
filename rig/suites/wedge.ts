import { deepEqual, equal, rejects } from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  inhibitRule,
  keyboardDriver,
  udevRule,
  type InputDevice,
  type KeyboardScannerSettings,
} from "@usher/adapters-hid";
import { heardFrom } from "@usher/core/testing";
import { KEYBOARD_LAYOUTS } from "@usher/decoders";
import { systemTime } from "@usher/devices";
import { conformance } from "../conformance.js";
import { KEYBOARD_DESCRIPTOR, bootReports } from "../devices/descriptors.js";
import { HidScanner } from "../devices/hid-scanner.js";
import { listenToInput } from "../devices/input-listener.js";
import { plugged, type UhidDevice } from "../devices/uhid.js";
import { eventually } from "../eventually.js";
import { started } from "../program.js";
import type { Case, TakeBack } from "../suite.js";
import { groupId, NOBODY } from "../users.js";

const RULES = "/run/udev/rules.d/70-rig.rules";
const PRODUCT = "Rig wedge";
const VOYAGER = {
  vendorId: 0x0c2e,
  productId: 0x0b81,
  product: PRODUCT,
  serialNumber: "K1",
  descriptor: KEYBOARD_DESCRIPTOR,
};
const WANTED = { vendorId: VOYAGER.vendorId, productId: VOYAGER.productId };
const OPERATORS = { ...VOYAGER, vendorId: 0x046d, productId: 0xc31c, product: "Operator's keyboard", serialNumber: "" };
/** Scanners type a key in 1 to 100 ms. */
const BETWEEN_KEYS_MS = 2;

const driver = keyboardDriver({ time: systemTime });
/** The same where the kernel is too old to inhibit, or does not let this user. */
const grabbing = keyboardDriver({ time: systemTime, findInputs: async (path) => grabbableOnly(path) });

function inputFolder(path: string): string {
  return join("/sys/class/hidraw", basename(path), "device/input");
}

function grabbableOnly(path: string): readonly InputDevice[] {
  return readdirSync(inputFolder(path)).map((input) => {
    const events = readdirSync(join(inputFolder(path), input)).filter((name) => name.startsWith("event"));
    return { inhibited: "/nowhere/inhibited", events: events.map((event) => `/dev/input/${event}`) };
  });
}

function inhibited(path: string): string {
  const [input = ""] = readdirSync(inputFolder(path));
  return readFileSync(join(inputFolder(path), input, "inhibited"), "utf8").trim();
}

/** Whether somebody in the group plugdev, who is nobody otherwise, may read and write this file. */
function mayWrite(file: string): boolean {
  const who = { uid: NOBODY, gid: groupId("plugdev") };
  return spawnSync("sh", ["-c", 'test -r "$0" && test -w "$0"', file], who).status === 0;
}

async function shown(): Promise<string> {
  return eventually("the wedge in the list", async () => {
    const found = (await driver.list()).find((info) => info.productId === VOYAGER.productId);
    // Its input device comes a little later than its hidraw node.
    return found !== undefined && found.trouble === undefined && readdirSync(inputFolder(found.path)).length > 0
      ? found.path
      : null;
  });
}

async function type(device: UhidDevice, reports: readonly Uint8Array[]): Promise<void> {
  for (const report of reports) {
    device.send(report);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_KEYS_MS));
  }
}

async function opened(after: TakeBack, settings: KeyboardScannerSettings, by = driver) {
  await shown();
  const scanner = await by.open(WANTED, settings);
  after(() => scanner.close());
  return { scanner, ...heardFrom(scanner) };
}

const LAYOUTS = [
  ["us", "TICKET-42/a:b"],
  ["de", "Zutritt ß-y/z:@{}"],
  ["fr", "Qw1234567890 àé;!"],
] as const;

/** Scanners in keyboard mode on a kernel's own hidraw, and what the desktop gets of them: nothing. */
export const cases: readonly Case[] = [
  ...conformance("keyboard scanner on hidraw", async (after) => {
    let device = plugged(VOYAGER, after);
    let typed: Promise<void> = Promise.resolve();
    const path = await shown();
    return {
      driver,
      settings: { layout: "de" } satisfies KeyboardScannerSettings,
      info: { path },
      absent: { path: "/dev/hidraw77" },
      exclusive: true,
      scan: (text) => {
        typed = typed.then(() => type(device, bootReports(text, KEYBOARD_LAYOUTS.de)));
      },
      unplug: async () => {
        await typed;
        device.unplug();
        await eventually("it is gone", async () =>
          (await driver.list()).every((info) => info.productId !== VOYAGER.productId),
        );
      },
      plug: async () => {
        device = plugged(VOYAGER, after);
        await shown();
      },
    };
  }),
  ...LAYOUTS.map(([layout, text]): Case => ({
    name: `a wedge with layout ${layout} is read, and the desktop gets not one key of it while the kernel inhibits it`,
    run: async (after) => {
      const device = plugged(VOYAGER, after);
      const desktop = await listenToInput(PRODUCT, after);
      const { scanner, texts } = await opened(after, { layout, exclusive: "required" });
      equal(scanner.heldBy, "inhibited");
      await type(device, bootReports(text, KEYBOARD_LAYOUTS[layout]));
      await eventually("the read", () => texts.length === 1);
      deepEqual(texts, [text]);
      deepEqual(desktop.pressed, []);
      await scanner.close();
      await type(device, bootReports("1"));
      // The keys that the desktop gets now come after those that it would have got before.
      await eventually("keys at the desktop", () => desktop.pressed.length === 2);
    },
  })),
  {
    name: "where the kernel can't inhibit, a grab keeps the keys from the desktop, and gives them back",
    run: async (after) => {
      const device = plugged(VOYAGER, after);
      const desktop = await listenToInput(PRODUCT, after);
      const { scanner, texts } = await opened(after, { exclusive: "required" }, grabbing);
      equal(scanner.heldBy, "grabbed");
      await type(device, bootReports("TICKET"));
      await eventually("the read", () => texts.length === 1);
      deepEqual(desktop.pressed, []);
      await scanner.close();
      await type(device, bootReports("1"));
      await eventually("keys at the desktop", () => desktop.pressed.length === 2);
    },
  },
  {
    name: "[P11] a process that is killed with a wedge open leaves its keys to the desktop again",
    run: async (after) => {
      plugged(VOYAGER, after);
      const path = await shown();
      const program = `
        import { keyboardDriver } from "@usher/adapters-hid";
        const time = { wallMs: Date.now, monotonicMs: () => performance.now(), after: () => () => {} };
        await keyboardDriver({ time }).open(${JSON.stringify(WANTED)}, { exclusive: "required" });
        console.log("open");`;
      const child = started(program, after);
      await once(child.stdout, "data");
      equal(inhibited(path), "1");
      child.kill("SIGKILL");
      await eventually("the keys are given back", () => inhibited(path) === "0");
    },
  },
  {
    name: "the udev rules that are told give a scanner, and its keys, to the group plugdev",
    run: async (after) => {
      const ids = { vendorId: VOYAGER.vendorId, productId: 0x0b87 };
      mkdirSync(dirname(RULES), { recursive: true });
      // The guest's udev looks up no names.
      const rule = udevRule(ids).replace('"plugdev"', `"${groupId("plugdev")}"`);
      writeFileSync(RULES, `${rule}\n${inhibitRule(ids)}\n`);
      after(() => rmSync(RULES));
      execFileSync("udevadm", ["control", "--reload"]);
      const scanner = new HidScanner({ ...VOYAGER, ...ids, manufacturer: "Honeywell" });
      after(() => scanner.dispose());
      await scanner.plug(0);
      const { path } = await eventually("its keyboard in the list", async () =>
        (await driver.list()).find(({ productId }) => productId === ids.productId),
      );
      await eventually("its node to be the group's", () => mayWrite(path));
      const [input = ""] = readdirSync(inputFolder(path));
      await eventually("its keys to be the group's", () => mayWrite(join(inputFolder(path), input, "inhibited")));
    },
  },
  {
    name: "the operator's keyboard is listed without a model, and not taken unless it is named",
    run: async (after) => {
      plugged(OPERATORS, after);
      const found = await eventually("it in the list", async () =>
        (await driver.list()).find(({ vendorId }) => vendorId === OPERATORS.vendorId),
      );
      equal(found.model, undefined);
      await rejects(driver.open({}, {}), { code: "absent" });
    },
  },
];
