import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { spawn, type ChildProcessByStdio } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { openPort, serialDriver } from "@usher/adapters-serial";
import { hidBoard, outputSchema, type HidRelaySettings } from "@usher/outputs";
import { relayBoardSuite } from "@usher/outputs/testing";
import { listHidDevices } from "@usher/adapters-hid";
import { systemTime } from "@usher/devices";
import { ftdiLine } from "../devices/ftdi-line.js";
import { UsbRelay } from "../devices/usb-relay.js";
import { eventually } from "../eventually.js";
import type { Case, TakeBack } from "../suite.js";

const GATE = 1;
/** The program that stands in for a kiosk which is killed. */
const PARENT = fileURLToPath(new URL("../test/programs/parent.mjs", import.meta.resolve("@usher/outputs")));

const settingsFor = (serial: string) =>
  outputSchema.parse({ kind: "hidRelay", board: serial, channels: { gate: GATE }, pulseMs: 5_000 }) as HidRelaySettings;

/** Resolves once exactly these relays of the board are drawn. */
const untilDrawn = (relay: UsbRelay, channels: readonly number[]): Promise<unknown> =>
  eventually(
    `${channels.join(", ") || "no relay"} drawn`,
    () => JSON.stringify(relay.drawn) === JSON.stringify(channels),
  );

async function plugged(relay: UsbRelay, after: TakeBack): Promise<void> {
  after(() => relay.unplug());
  relay.plug();
  await untilListed(true);
}

const untilListed = (listed: boolean): Promise<unknown> =>
  eventually(`a relay board ${listed ? "" : "no longer "}in the list`, async () => {
    const found = (await listHidDevices()).some(
      ({ vendorId, productId }) => vendorId === UsbRelay.vendorId && productId === UsbRelay.productId,
    );
    return found === listed;
  });

const conformance: readonly Case[] = relayBoardSuite.map(({ name, run }) => ({
  name: `a USB relay board: ${name}`,
  run: async (after) => {
    const relay = new UsbRelay("5291D");
    await plugged(relay, after);
    const open = hidBoard(settingsFor("5291D"));
    await run({
      open: async (listener) => {
        const board = await open(listener);
        after(() => board.close());
        return board;
      },
      channels: [GATE, 2],
      untilDrawn: async (channels) => void (await untilDrawn(relay, channels)),
      unplug: async () => {
        relay.unplug();
        await untilListed(false);
      },
      plug: () => plugged(relay, after),
    });
  },
}));

/** Resolves once a process has said this. Waits as long as the case may last: processes start slowly in a guest. */
function told({ stdout }: ChildProcessByStdio<Writable, Readable, null>, word: string): Promise<void> {
  let heard = "";
  return new Promise((resolve) => {
    stdout.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      if (heard.includes(word)) resolve();
    });
  });
}

const kill: Case = {
  name: "[P13] a USB relay board: the kiosk is killed in the middle of a pulse, and its holder shuts the gate",
  run: async (after) => {
    const relay = new UsbRelay("5291D");
    await plugged(relay, after);
    const settings = JSON.stringify(settingsFor(relay.serial));
    const kiosk = spawn(process.execPath, [PARENT, settings], { stdio: ["pipe", "pipe", "inherit"] });
    after(() => kiosk.kill("SIGKILL"));
    await told(kiosk, '"ready"');
    kiosk.stdin.write("permit\n");
    await untilDrawn(relay, [GATE]);
    kiosk.kill("SIGKILL");
    await untilDrawn(relay, []);
    equal(relay.draws, 1);
  },
};

const others: readonly Case[] = [
  {
    name: "USB relay boards: one of two is found by the serial number that it bears within, and a third is missed",
    run: async (after) => {
      const [first, second] = [new UsbRelay("AAAAA"), new UsbRelay("BBBBB")];
      await plugged(first, after);
      await plugged(second, after);
      await eventually(
        "both",
        async () => (await listHidDevices()).filter(({ productId }) => productId === UsbRelay.productId).length === 2,
      );
      const deaf = { lost: () => undefined, turned: () => undefined };
      const board = await hidBoard(settingsFor("BBBBB"))(deaf);
      after(() => board.close());
      await board.set(8, true);
      deepEqual([first.drawn, second.drawn], [[], [8]]);
      await rejects(hidBoard(settingsFor("CCCCC"))(deaf), (error: Error) => {
        match(error.message, /CCCCC.*AAAAA/);
        return true;
      });
    },
  },
  {
    name: "a serial port's own lines are set and read",
    run: async (after) => {
      after(() => ftdiLine.unplug());
      ftdiLine.plug();
      const { path } = await eventually("the port", async () =>
        (await serialDriver({ time: systemTime }).list()).find(({ vendorId }) => vendorId === ftdiLine.vendorId),
      );
      const port = await openPort(path);
      after(() => port.close());
      await port.setLines({ dtr: false });
      await port.setLines({ rts: false, dtr: true });
      deepEqual(
        Object.values(await port.lines()).map((line) => typeof line),
        ["boolean", "boolean", "boolean"],
      );
    },
  },
];

/** Relay boards: USB boards as the kernel knows them, in the hands of a real holder whose kiosk is killed, and a port's own lines. */
export const cases: readonly Case[] = [...conformance, kill, ...others];
