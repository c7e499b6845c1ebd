import { deepEqual, match } from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { serialDriver, type SerialSettings } from "@usher/adapters-serial";
import type { ScannerInfo, WantedScanner } from "@usher/core";
import { systemTime } from "@usher/devices";
import { conformance } from "../conformance.js";
import { AcmScanner } from "../devices/acm-gadget.js";
import { ftdiLine } from "../devices/ftdi-line.js";
import { eventually } from "../eventually.js";
import { gateAt } from "../gate.js";
import { replugCase } from "../replug.js";
import type { Case, TakeBack } from "../suite.js";

const driver = serialDriver({ time: systemTime });
const settings: SerialSettings = {};

/** A scanner on a serial line that the machine knows as hardware. */
interface Line {
  readonly what: string;
  readonly wanted: WantedScanner;
  plug(): void | Promise<void>;
  unplug(): void;
  send(bytes: string | Uint8Array): void;
}

const XENON = {
  vendorId: 0x0c2e,
  productId: 0x0b8a,
  manufacturer: "Honeywell",
  product: "Xenon 1900",
  serialNumber: "ACM001",
};

function ftdi(after: TakeBack): Line {
  after(() => ftdiLine.unplug());
  const { vendorId, productId, plug, unplug, send } = ftdiLine;
  return { what: "FTDI", wanted: { vendorId, productId }, plug, unplug, send };
}

function acm(after: TakeBack): Line {
  const scanner = new AcmScanner(XENON);
  after(() => scanner.dispose());
  const { vendorId, productId, serialNumber } = XENON;
  return {
    what: "CDC-ACM",
    wanted: { vendorId, productId, serialNumber },
    plug: () => scanner.plug(),
    unplug: () => scanner.unplug(),
    send: (bytes) => scanner.send(bytes),
  };
}

const isWanted = (info: ScannerInfo, { vendorId, productId }: WantedScanner): boolean =>
  info.vendorId === vendorId && info.productId === productId;

/** Where the line is now, once it shows. */
async function shown(line: Line): Promise<ScannerInfo> {
  return eventually(`a ${line.what} in the list`, async () =>
    (await driver.list()).find((info) => isWanted(info, line.wanted)),
  );
}

async function plugged(line: Line): Promise<ScannerInfo> {
  await line.plug();
  return shown(line);
}

async function unplugged(line: Line): Promise<void> {
  line.unplug();
  await eventually(`no ${line.what} in the list`, async () =>
    (await driver.list()).every((info) => !isWanted(info, line.wanted)),
  );
}

function casesFor(what: string, make: (after: TakeBack) => Line): readonly Case[] {
  return [
    ...conformance(`a serial scanner on ${what}`, async (after) => {
      const line = make(after);
      const { path } = await plugged(line);
      return {
        driver,
        settings,
        info: { path },
        absent: { path: `${path}-absent` },
        exclusive: true,
        scan: (text) => line.send(`${text}\r`),
        unplug: () => unplugged(line),
        plug: async () => void (await plugged(line)),
      };
    }),
    {
      name: `${what}: two scans at once, a scan in pieces and a long one, found by vendor and product`,
      run: async (after) => {
        const line = make(after);
        await plugged(line);
        const gate = await gateAt([{ id: "north", driver, info: line.wanted, settings }], after);
        await gate.untilReader("north", "open");
        line.send("]Q1ONE\r]C0TWO\r");
        await gate.untilReads(2);
        for (const piece of ["SP", "LI", "T\r"]) line.send(piece);
        line.send(`${"L".repeat(2_000)}\r`);
        const long = `north: ${"L".repeat(2_000)}`;
        deepEqual(await gate.untilReads(4), ["north: ONE", "north: TWO", "north: SPLIT", long]);
      },
    },
    replugCase(what, async (after) => {
      const line = make(after);
      await plugged(line);
      return {
        driver,
        info: line.wanted,
        settings,
        scan: (text) => line.send(`${text}\r`),
        begin: (text) => line.send(text),
        unplug: () => line.unplug(),
        plug: () => line.plug(),
      };
    }),
  ];
}

const tellingCases: readonly Case[] = [
  {
    name: "a bridge is listed with its socket, and is no scanner by itself",
    run: async (after) => {
      const info = await plugged(ftdi(after));
      match(info.port ?? "", /^\d+-\d+(\.\d+)*$/);
      deepEqual([info.model, info.trouble], [undefined, undefined]);
    },
  },
  {
    name: "a scanner in USB serial mode is recognised, told by its socket, and hears what the gate decided",
    run: async (after) => {
      const scanner = new AcmScanner(XENON);
      after(() => scanner.dispose());
      await scanner.plug();
      const { port, model } = await eventually("the scanner in the list", async () =>
        (await driver.list()).find(({ serialNumber }) => serialNumber === XENON.serialNumber),
      );
      match(model ?? "", /Honeywell/);
      const open = await driver.open(port === undefined ? {} : { port }, settings);
      after(() => open.close());
      open.signal?.("permit");
      const beep = "\u0016\u0007\r";
      await eventually("a beep at the scanner", () => scanner.received.toString("latin1") === beep);
    },
  },
  {
    name: "[P11] by the stable name of udev's a scanner is found again, wherever its path went",
    run: async (after) => {
      const scanner = new AcmScanner(XENON);
      after(() => scanner.dispose());
      await scanner.plug();
      const link = await eventually("a stable name", () => linkOf(XENON.serialNumber));
      const gate = await gateAt([{ id: "north", driver, info: { path: link }, settings }], after);
      await gate.untilReader("north", "open");
      scanner.send("ONE\r");
      await gate.untilReads(1);
      scanner.unplug();
      await gate.untilReader("north", "backingOff");
      // Somebody else's device takes the path meanwhile.
      const other = new AcmScanner({ ...XENON, serialNumber: "ACM002" });
      after(() => other.dispose());
      await other.plug(1);
      await scanner.plug();
      await gate.untilReader("north", "open");
      scanner.send("TWO\r");
      deepEqual(await gate.untilReads(2), ["north: ONE", "north: TWO"]);
    },
  },
];

function linkOf(serialNumber: string): string | null {
  const folder = "/dev/serial/by-id";
  const name = existsSync(folder) ? readdirSync(folder).find((each) => each.includes(serialNumber)) : undefined;
  return name === undefined ? null : join(folder, name);
}

/** Serial scanners on a USB-serial bridge and in USB serial mode, on a real kernel's drivers and udev. */
export const cases: readonly Case[] = [...casesFor("FTDI", ftdi), ...casesFor("CDC-ACM", acm), ...tellingCases];
