import { hidPosDriver, keyboardDriver, type HidListener, type ListedHidDevice } from "@usher/adapters-hid";
import { serialDriver, type ListedPort, type PortListener } from "@usher/adapters-serial";
import { DEFAULT_TIMINGS, Readers, type ReaderState } from "@usher/core";
import { SeededRandom, VirtualTime } from "@usher/core/testing";
import { describe, expect, test } from "vitest";

const HID_POS = [{ usagePage: 0x8c, usage: 0x02 }];
const KEYBOARD = [{ usagePage: 0x01, usage: 0x06 }];
const [ENTER, KEY_A] = [0x28, 0x04];

type Plugged = ({ readonly hid: ListedHidDevice } | { readonly serial: ListedPort }) & { readonly port: string };

/** The real drivers, as a kiosk gives them to `auto`, over a desk where the test plugs devices in and out. */
class Desk {
  readonly time = new VirtualTime();
  readonly reads: string[] = [];
  readonly readers: Readers;
  readonly #plugged = new Map<string, Plugged>();
  readonly #open = new Map<string, Partial<HidListener & PortListener>>();

  constructor() {
    const { time } = this;
    const nothing = async () => undefined;
    const open = async (path: string, listener: Partial<HidListener & PortListener>) => {
      if (!this.#plugged.has(path)) throw new Error("No such device");
      this.#open.set(path, listener);
      const close = async () => {
        if (this.#open.delete(path)) listener.closed?.(null);
      };
      return { write: nothing, sendFeatureReport: nothing, getFeatureReport: async () => new Uint8Array(), close };
    };
    const hid = {
      time,
      platform: "linux",
      listDevices: async () => [...this.#plugged.values()].flatMap((each) => ("hid" in each ? [each.hid] : [])),
      findPlace: async (path: string) => ({ port: this.#plugged.get(path)?.port ?? null, reportDescriptor: null }),
      holderOf: async () => null,
      findUsbDevices: async () => [],
      findInputs: async () => [],
      mayOpen: async () => true,
      openDevice: open,
    };
    const serial = serialDriver({
      time,
      listPorts: async () => [...this.#plugged.values()].flatMap((each) => ("serial" in each ? [each.serial] : [])),
      mayOpen: async () => true,
      holderOf: async () => null,
      resolve: async (path) => path,
      openPort: (path, _line, listener) => open(path, listener),
    });
    const drivers = [hidPosDriver(hid), serial, keyboardDriver(hid)].map((driver) => ({ driver, settings: {} }));
    this.readers = new Readers([{ id: "auto", lane: "1", drivers }], {
      time,
      random: new SeededRandom(1),
      timings: DEFAULT_TIMINGS,
      onFrame: ({ id }, { text }) => void this.reads.push(`${id} ${text}`),
      onChange: () => undefined,
      onFailure: (_reader, error) => {
        throw error;
      },
      note: () => undefined,
    });
    this.readers.open();
  }

  plugHid(path: string, port: string, device: Omit<ListedHidDevice, "path">): void {
    this.#plugged.set(path, { port, hid: { path, ...device } });
  }

  plugSerial(path: string, port: string, ids: Omit<ListedPort, "path">): void {
    this.#plugged.set(path, { port, serial: { path, port, ...ids } });
  }

  unplug(path: string): void {
    this.#plugged.delete(path);
    const listener = this.#open.get(path);
    this.#open.delete(path);
    listener?.closed?.(new Error("device disconnected"));
  }

  /** What is at the path reads a ticket, in its own way of telling. */
  scan(path: string, text: string): void {
    const report = new Uint8Array(64);
    report.set([2, text.length, ...Buffer.from("]C0"), ...Buffer.from(text)]);
    this.#open.get(path)?.report?.(report);
    this.#open.get(path)?.data?.(Buffer.from(`${text}\r`));
  }

  type(path: string, keys: readonly number[]): void {
    for (const key of [...keys, ENTER]) {
      this.#open.get(path)?.report?.(Uint8Array.of(0, 0, key, 0, 0, 0, 0, 0));
      this.#open.get(path)?.report?.(new Uint8Array(8));
    }
  }

  /** Long enough for a look and an opening. */
  async look(): Promise<readonly ReaderState[]> {
    await this.time.advance(DEFAULT_TIMINGS.readerLookMs + DEFAULT_TIMINGS.readerRetryMaxMs);
    return this.readers.states();
  }
}

const VOYAGER = { vendorId: 0x0c2e, productId: 0x0b87, serialNumber: "S1" };

describe("auto, over the adapters", () => {
  test("[P11] takes each scanner once, by HID POS before the keys of the same one, and no keyboard of an operator", async () => {
    const desk = new Desk();
    desk.plugHid("/dev/hidraw0", "1-1", { ...VOYAGER, usages: HID_POS });
    desk.plugHid("/dev/hidraw1", "1-1", { ...VOYAGER, usages: KEYBOARD });
    desk.plugHid("/dev/hidraw2", "1-2", { vendorId: 0x046d, productId: 0xc31c, usages: KEYBOARD });
    desk.plugHid("/dev/hidraw3", "1-3", { vendorId: 0x05e0, productId: 0x1200, usages: KEYBOARD });
    desk.plugSerial("/dev/ttyACM0", "1-4", { vendorId: 0x05f9, productId: 0x4204, serialNumber: "S1" });
    desk.plugSerial("/dev/ttyUSB0", "1-5", { vendorId: 0x0403, productId: 0x6001 });
    const states = await desk.look();
    expect(states.map(({ id, status }) => [id, status])).toEqual([
      ["0c2e:0b87:S1", "open"],
      ["05f9:4204:S1", "open"],
      ["05e0:1200@1-3", "open"],
    ]);
    expect(states[2]?.note).toBeDefined();
    for (const path of ["/dev/hidraw0", "/dev/ttyACM0", "/dev/ttyUSB0"]) desk.scan(path, "T1");
    for (const path of ["/dev/hidraw1", "/dev/hidraw2", "/dev/hidraw3"]) desk.type(path, [KEY_A]);
    expect(desk.reads).toEqual(["0c2e:0b87:S1 T1", "05f9:4204:S1 T1", "05e0:1200@1-3 a"]);
    await desk.readers.close();
  });

  test("[P11] two alike keep their ids when they come back under each other's paths", async () => {
    const desk = new Desk();
    const { serialNumber: _, ...nameless } = { ...VOYAGER, usages: HID_POS };
    desk.plugHid("/dev/hidraw0", "1-1", nameless);
    desk.plugHid("/dev/hidraw1", "1-2", nameless);
    const ids = (await desk.look()).map(({ id }) => id);
    for (const path of ["/dev/hidraw0", "/dev/hidraw1"]) desk.unplug(path);
    expect((await desk.look()).map(({ status }) => status)).not.toContain("open");
    desk.plugHid("/dev/hidraw1", "1-1", nameless);
    desk.plugHid("/dev/hidraw0", "1-2", nameless);
    expect((await desk.look()).map(({ id, status }) => [id, status])).toEqual(ids.map((id) => [id, "open"]));
    desk.scan("/dev/hidraw1", "ONE");
    desk.scan("/dev/hidraw0", "TWO");
    expect(desk.reads).toEqual(["0c2e:0b87@1-1 ONE", "0c2e:0b87@1-2 TWO"]);
    await desk.readers.close();
  });

  test("a scanner in a mode that nobody reads shows what to scan, and is read once that was done", async () => {
    const desk = new Desk();
    const zebra = { vendorId: 0x05e0, serialNumber: "Z1", usages: [{ usagePage: 0x4b00, usage: 1 }] };
    desk.plugHid("/dev/hidraw0", "1-1", { ...zebra, productId: 0x1300 });
    const [troubled] = await desk.look();
    expect(troubled).toMatchObject({ status: "backingOff", reason: expect.stringContaining('"USB HID POS"') });
    desk.unplug("/dev/hidraw0");
    desk.plugHid("/dev/hidraw0", "1-1", { ...zebra, productId: 0x2100, usages: HID_POS });
    expect(await desk.look()).toMatchObject([{ id: "05e0:2100:Z1", status: "open" }]);
    await desk.readers.close();
  });
});
