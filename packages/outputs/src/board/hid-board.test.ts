import type { HidListener } from "@usher/adapters-hid";
import { describe, expect, test } from "vitest";
import { relayBoardSuite } from "../testing/index.js";
import { hidBoard, type HidWorld } from "./hid-board.js";

/** USB relay boards as their firmware behaves, each with its serial number, its socket and its number of relays. */
class FirmwareBoards {
  readonly boards = new Map<string, Firmware>();
  readonly locked = new Set<string>();
  readonly world: HidWorld = {
    lock: async (path) => {
      if (this.locked.has(path)) return null;
      this.locked.add(path);
      return async () => void this.locked.delete(path);
    },
    list: async () =>
      [...this.boards.entries()].map(([path, { product, port }]) => ({
        path,
        port,
        product,
        vendorId: 0x16c0,
        productId: 0x05df,
        usages: [],
      })),
    open: async (path, listener) => {
      const board = this.boards.get(path);
      if (board === undefined) throw new Error("no such device");
      board.listeners.add(listener);
      const there = (): Firmware => {
        if (this.boards.get(path) !== board) throw new Error("No such device");
        return board;
      };
      return {
        write: async () => {
          throw new Error("no output reports");
        },
        sendFeatureReport: async (report) => there().obey(report),
        getFeatureReport: async (_, length) => there().tell().subarray(0, length),
        close: async () => void board.listeners.delete(listener),
      };
    },
  };

  plug(path: string, serial: string, change: Partial<Firmware> = {}): Firmware {
    const board = Object.assign(new Firmware(serial, `1-${this.boards.size + 1}`), change);
    this.boards.set(path, board);
    return board;
  }

  unplug(path: string): void {
    const board = this.boards.get(path);
    this.boards.delete(path);
    for (const listener of board?.listeners ?? []) listener.closed?.("could not read from HID device");
  }
}

class Firmware {
  product = "USBRelay2";
  state = 0;
  /** A board whose coils have no power, or whose relay has welded shut. */
  isDead = false;
  reportBytes = 9;
  readonly listeners = new Set<Partial<HidListener>>();
  readonly serial: string;
  readonly port: string;

  constructor(serial: string, port: string) {
    this.serial = serial;
    this.port = port;
  }

  obey(report: Uint8Array): void {
    const [id, command, relay = 0] = report;
    if (report.length !== 9 || id !== 0) throw new Error("not the board's report");
    if (this.isDead) return;
    if (command === 0xff) this.state |= 1 << (relay - 1);
    else if (command === 0xfd) this.state &= ~(1 << (relay - 1));
    else if (command === 0xfc) this.state = 0;
    else throw new Error(`unknown command ${command}`);
  }

  tell(): Uint8Array {
    const report = new Uint8Array(this.reportBytes);
    report.set(new TextEncoder().encode(this.serial), 1);
    report[8] = this.state;
    return report;
  }
}

const DEAF = { lost: () => undefined, turned: () => undefined };
const SETTINGS = {
  kind: "hidRelay",
  channels: { gate: 1 },
  pulseMs: 500,
  gapMs: 0,
  lightMs: 0,
  closedWhen: "off",
} as const;
const opening = (boards: FirmwareBoards, board?: string) =>
  hidBoard({ ...SETTINGS, ...(board === undefined ? {} : { board }) }, boards.world)(DEAF);

describe("a USB relay board is a RelayBoard", () => {
  test.each(relayBoardSuite)("$name", async ({ run }) => {
    const boards = new FirmwareBoards();
    let firmware = boards.plug("/dev/hidraw3", "5291D");
    await run({
      open: hidBoard(SETTINGS, boards.world),
      channels: [1, 2],
      untilDrawn: async (channels) =>
        expect(firmware.state).toBe(channels.reduce((bits, n) => bits | (1 << (n - 1)), 0)),
      unplug: async () => boards.unplug("/dev/hidraw3"),
      plug: async () => {
        firmware = boards.plug("/dev/hidraw4", "5291D");
      },
    });
  });
});

describe("which USB relay board is meant", () => {
  test("the only one there is, where none is named", async () => {
    const boards = new FirmwareBoards();
    boards.plug("/dev/hidraw0", "HURTM");
    await (await opening(boards)).close();
  });

  test("one of several only by its name: serial number, USB socket or path", async () => {
    const boards = new FirmwareBoards();
    boards.plug("/dev/hidraw0", "AAAAA");
    const second = boards.plug("/dev/hidraw1", "BBBBB");
    await expect(opening(boards)).rejects.toThrow(/there are 2 relay boards: name one/);
    for (const name of ["BBBBB", "1-2", "/dev/hidraw1"]) {
      const board = await opening(boards, name);
      await board.set(2, true);
      expect(second.state).toBe(2);
      await board.allOff();
      await board.close();
    }
    expect([...boards.boards.values()].map(({ listeners }) => listeners.size)).toEqual([0, 0]);
  });

  test("one that is not there is told of, with those that are", async () => {
    const boards = new FirmwareBoards();
    await expect(opening(boards)).rejects.toMatchObject({ code: "absent" });
    boards.plug("/dev/hidraw0", "AAAAA");
    await expect(opening(boards, "CCCCC")).rejects.toThrow(
      "there is no relay board CCCCC: is it plugged in?; plugged in: AAAAA",
    );
  });

  test("never another device with the ids that V-USB lends to everybody", async () => {
    const boards = new FirmwareBoards();
    boards.plug("/dev/hidraw0", "AAAAA", { product: "Thermometer" });
    await expect(opening(boards, "/dev/hidraw0")).rejects.toMatchObject({ code: "absent" });
  });
});

describe("a USB relay board that somebody holds", () => {
  test("is left to that one, and free again once it is closed or could not be opened", async () => {
    const boards = new FirmwareBoards();
    boards.plug("/dev/hidraw0", "AAAAA");
    const board = await opening(boards);
    await expect(opening(boards)).rejects.toMatchObject({
      code: "busy",
      message: expect.stringContaining("/dev/hidraw0 is held by another kiosk") as string,
    });
    await board.close();
    const { world } = boards;
    const stuck = async (...args: Parameters<HidWorld["open"]>) => ({
      ...(await world.open(...args)),
      close: () => new Promise<never>(() => undefined),
    });
    void (await hidBoard(SETTINGS, { ...world, open: stuck })(DEAF)).close();
    await (await opening(boards)).close();
    const open = () => Promise.reject(new Error("Permission denied"));
    await expect(hidBoard(SETTINGS, { ...world, open })(DEAF)).rejects.toThrow("Permission denied");
    expect(boards.locked.size).toBe(0);
  });
});

describe("a USB relay board that does not do as it is told", () => {
  test("is noticed by asking it after each command", async () => {
    const boards = new FirmwareBoards();
    const firmware = boards.plug("/dev/hidraw0", "AAAAA");
    const board = await opening(boards);
    await board.set(1, true);
    firmware.isDead = true;
    await expect(board.set(1, false)).rejects.toMatchObject({ name: "RelayError", code: "notObeyed" });
    await expect(board.allOff()).rejects.toMatchObject({ code: "notObeyed" });
  });

  test("has no channels but its own, and is told no other", async () => {
    const boards = new FirmwareBoards();
    boards.plug("/dev/hidraw0", "AAAAA");
    const board = await opening(boards);
    for (const channel of [0, 3])
      await expect(board.set(channel, true)).rejects.toThrow(`has no channel ${channel}: its channels are 1 to 2`);
  });

  test("that answers with a short report is none", async () => {
    const boards = new FirmwareBoards();
    boards.plug("/dev/hidraw0", "AAAAA", { reportBytes: 8 });
    const board = await opening(boards);
    await expect(board.allOff()).rejects.toThrow("gives 8 bytes, expected 9");
  });
});
