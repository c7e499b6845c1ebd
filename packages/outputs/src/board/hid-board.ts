import {
  listHidDevices,
  openHidDevice,
  type HidDevice,
  type HidListener,
  type OpenedHidDevice,
} from "@usher/adapters-hid";
import type { HidRelaySettings } from "../settings.js";
import { lockDevice, type Lock } from "./board-lock.js";
import { RelayError, type OpenBoard, type RelayBoard } from "./relay-board.js";

/** The HID devices of a machine, and the lock by which a second holder is kept off. */
export interface HidWorld {
  readonly list: () => Promise<readonly HidDevice[]>;
  readonly open: (path: string, listener: Partial<HidListener>) => Promise<OpenedHidDevice>;
  readonly lock: Lock;
}

const REAL_WORLD: HidWorld = {
  list: () => listHidDevices(),
  open: (path, listener) => openHidDevice(path, listener),
  lock: lockDevice,
};

// V-USB's shared ids, which others use too: only with the product "USBRelay" and the number of relays it is such a board.
const IDS = { vendorId: 0x16c0, productId: 0x05df };
const PRODUCT = /^USBRelay(\d)$/;

// One feature report of 8 bytes without an id, which the library puts as a 0 before it. As command: what to do, and to which relay
// from 1 on. Read: a serial number of five characters, and last a bit for each relay that is on. (DCT Tech firmware of 2010 to
// 2022, as in free rewrites of it.)
const NO_ID = 0;
const REPORT_BYTES = 9;
const COMMAND = { on: 0xff, off: 0xfd, allOff: 0xfc } as const;
const SERIAL_OFFSET = 1;
const SERIAL_LENGTH = 5;
const STATE_OFFSET = 8;

/** A USB relay board of the kind 16c0:05df. After every command it is asked whether it has obeyed. */
export function hidBoard({ board: wanted }: HidRelaySettings, world: HidWorld = REAL_WORLD): OpenBoard {
  return async (listener) => {
    let closed = false;
    const found = await find(wanted, world);
    const release = await world.lock(found.path);
    if (release === null)
      throw new RelayError(
        "busy",
        `the relay board ${found.path} is held by another kiosk or tool: end that, or name another board here`,
      );
    const opening = world.open(found.path, {
      closed: (cause) => {
        if (!closed) listener.lost(cause);
      },
    });
    const device = await opening.catch(async (error: unknown) => {
      await release();
      throw error;
    });
    const relays = Number(PRODUCT.exec(found.product ?? "")?.[1]);
    return {
      ...commandsOf(device, found.path, relays),
      close: async () => {
        closed = true;
        // A device that can't even be closed must not keep its next holder off.
        await Promise.all([device.close(), release()]);
      },
    };
  };
}

function commandsOf(device: OpenedHidDevice, path: string, relays: number): Pick<RelayBoard, "set" | "allOff"> {
  const command = async (bytes: readonly number[], obeyed: (state: number) => boolean): Promise<void> => {
    const report = new Uint8Array(REPORT_BYTES);
    report.set(bytes, NO_ID + 1);
    await device.sendFeatureReport(report);
    if (obeyed((await readBoard(device)).state)) return;
    throw new RelayError("notObeyed", `the relay board ${path} does not switch: plug it in again, or replace it`);
  };
  return {
    set: async (channel, on) => {
      if (channel < 1 || channel > relays)
        throw new RelayError(
          "noChannel",
          `the relay board ${path} has no channel ${channel}: its channels are 1 to ${relays}`,
        );
      const bit = 1 << (channel - 1);
      await command([on ? COMMAND.on : COMMAND.off, channel], (state) => ((state & bit) !== 0) === on);
    },
    allOff: () => command([COMMAND.allOff], (state) => state === 0),
  };
}

/** The board that is meant: by its path, its USB socket, the serial number that it bears within, or as the only one. */
async function find(wanted: string | undefined, { list, open }: HidWorld): Promise<HidDevice> {
  const boards = (await list()).filter(
    ({ vendorId, productId, product }) =>
      vendorId === IDS.vendorId && productId === IDS.productId && PRODUCT.test(product ?? ""),
  );
  const [first, second] = boards;
  if (wanted === undefined && first !== undefined && second === undefined) return first;
  if (wanted === undefined && first !== undefined)
    throw new RelayError("failed", `there are ${boards.length} relay boards: name one, by "board"`);
  const named = boards.find(({ path, port }) => wanted === path || wanted === port);
  if (named !== undefined) return named;
  const serials: string[] = [];
  for (const board of wanted === undefined ? [] : boards) {
    const serial = await serialOf(board, open);
    if (serial === wanted) return board;
    serials.push(serial);
  }
  const which = wanted === undefined ? "relay board (16c0:05df, USBRelay)" : `relay board ${wanted}`;
  const others = serials.length === 0 ? "" : `; plugged in: ${serials.join(", ")}`;
  throw new RelayError("absent", `there is no ${which}: is it plugged in?${others}`);
}

async function serialOf({ path }: HidDevice, open: HidWorld["open"]): Promise<string> {
  const device = await open(path, {});
  try {
    return (await readBoard(device)).serial;
  } finally {
    await device.close();
  }
}

async function readBoard(device: OpenedHidDevice): Promise<{ readonly serial: string; readonly state: number }> {
  const report = await device.getFeatureReport(NO_ID, REPORT_BYTES);
  const state = report[STATE_OFFSET];
  if (state === undefined)
    throw new RelayError("failed", `a relay board gives ${report.length} bytes, expected ${REPORT_BYTES}: is it one?`);
  return { serial: String.fromCharCode(...report.subarray(SERIAL_OFFSET, SERIAL_OFFSET + SERIAL_LENGTH)), state };
}
