import { ScannerError } from "@usher/core";
import { heardFrom, VirtualTime } from "@usher/core/testing";
import { SSI, ssiCommand } from "@usher/decoders";
import { describe, expect, test, vi } from "vitest";
import { DEVICE, FakeBus, KEYBOARD_INTERFACE, POS_DESCRIPTOR, VENDOR_INTERFACE } from "../test/fake-bus.js";
import { usbDriver, type UsbSettings } from "./driver.js";
import { LIMITS } from "./limits.js";
import type { ListedUsbDevice } from "./port.js";

const HID_POS: ListedUsbDevice = {
  ...DEVICE,
  interfaces: [
    { ...KEYBOARD_INTERFACE, number: 0, subclass: 0, protocol: 0 },
    { ...KEYBOARD_INTERFACE, number: 1, subclass: 0, protocol: 0 },
  ],
};
/** A scanner on a fake bus, open, and what came of it. */
async function opened(bus: FakeBus, settings: UsbSettings = {}) {
  const dropped: unknown[] = [];
  const unwritten: unknown[] = [];
  const driver = usbDriver({
    time: new VirtualTime(),
    ...bus.around,
    holderOf: async () => ({ pid: 412, program: "qemu" }),
    onDropped: (_info, { reason }) => dropped.push(reason),
    onUnwritten: (_info, error) => unwritten.push(error),
  });
  const scanner = await driver.open({ port: "1-1.4" }, settings);
  const { texts, ends } = heardFrom(scanner);
  const reads = (...expected: readonly string[]) => vi.waitFor(() => expect(texts).toEqual(expected), 10_000);
  return { driver, scanner, texts, ends, dropped, unwritten, reads };
}

const hid = (usage: number, modifiers = 0) => Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0);

describe("what is read", () => {
  test("a vendor's interface as lines, however the packets cut them", async () => {
    const bus = new FakeBus();
    const { scanner, reads } = await opened(bus, { mode: "lines" });
    bus.send("]Q1TIC", "KET-1\rTICKET", "-2\r\n");
    await reads("TICKET-1", "TICKET-2");
    await scanner.close();
  });

  test("packets that begin with their length, by the profile of the device", async () => {
    const bus = new FakeBus({ ...DEVICE, vendorId: 0x05e0, productId: 0x0600 });
    const { scanner, reads } = await opened(bus);
    bus.send("\u0003ONE", "\u0001\r", "\u0004TWO\r");
    await reads("ONE", "TWO");
    await scanner.close();
  });

  test("the reports of a keyboard, in the boot protocol, by the layout of the scanner", async () => {
    const bus = new FakeBus({ ...DEVICE, vendorId: 0x0c2e, productId: 0x0b81, interfaces: [KEYBOARD_INTERFACE] });
    const { scanner, reads } = await opened(bus, { mode: "keyboard", keyboard: { layout: "de" } });
    for (const key of [0x1d, 0x1e, 0x28]) bus.send(hid(key), hid(0));
    await reads("y1");
    expect(scanner.info.model).toBe("Honeywell (Metrologic) Voyager 1400g");
    expect(bus.requests.map(({ request, value }) => [request, value])).toEqual([
      [0x0b, 0],
      [0x0a, 0],
    ]);
    await scanner.close();
  });

  test("the reports of a HID POS scanner, by the descriptor of the first interface that has one", async () => {
    const bus = new FakeBus(HID_POS);
    bus.answer = POS_DESCRIPTOR;
    const { scanner, reads } = await opened(bus, { mode: "hidPos" });
    bus.send("TICKET\0\0");
    await reads("TICKET");
    expect(bus.requests.at(-1)).toEqual({
      type: "standard",
      request: 0x06,
      value: 0x2200,
      length: LIMITS.reportDescriptorBytes,
    });
    await scanner.close();
  });

  test("packets of SSI, each acknowledged", async () => {
    const bus = new FakeBus();
    const { scanner, reads } = await opened(bus, { mode: "ssi" });
    const packet = [0x07, SSI.decodeData, 0x00, 0x00, 0x03, 0x41, 0x42];
    const checksum = -packet.reduce((sum, byte) => sum + byte, 0) & 0xffff;
    bus.send(Uint8Array.of(...packet, checksum >> 8, checksum & 0xff));
    await reads("AB");
    const acknowledgement = Buffer.from(ssiCommand(SSI.acknowledge)).toString("latin1");
    await vi.waitFor(() => expect(bus.written).toEqual([acknowledgement]), 10_000);
    await scanner.close();
  });
});

describe("an interface that can't be read as it is wanted", () => {
  test("is given back, and the mode is wrong", async () => {
    const bus = new FakeBus(HID_POS);
    bus.answer = Uint8Array.of(0x05, 0x01, 0x09, 0x02, 0xa1, 0x01, 0xc0);
    await expect(opened(bus, { mode: "hidPos" })).rejects.toMatchObject({ code: "wrongMode" });
    expect([bus.claims, bus.releases, bus.isFree]).toEqual([2, 2, true]);
  });

  test("is given back where its descriptor can't be had", async () => {
    const bus = new FakeBus(HID_POS);
    await expect(opened(bus, { mode: "hidPos" })).rejects.toMatchObject({ code: "failed" });
    expect(bus.isFree).toBe(true);
  });

  test("is not looked for where the library is missing, and that is said", async () => {
    const missing = new ScannerError("nativeMissing", "npm install usb@3");
    const driver = usbDriver({
      time: new VirtualTime(),
      listDevices: async () => [],
      loadLibrary: () => Promise.reject(missing),
    });
    await expect(driver.open({ path: "/dev/no-such-scanner" }, {})).rejects.toBe(missing);
  });

  test("fails with what the system said", async () => {
    const bus = new FakeBus();
    bus.refusal = new Error("open error: failed to open device (errno 13)");
    await expect(opened(bus, { mode: "lines" })).rejects.toMatchObject({ code: "noRights" });
    bus.refusal = new Error("claimInterface error: interface is busy (errno 16)");
    await expect(opened(bus, { mode: "lines" })).rejects.toThrow("held by qemu (process 412)");
  });
});

describe("the end of a scanner", () => {
  test("[P11] gives the interface back between two reads, never during one", async () => {
    const bus = new FakeBus();
    const { scanner, ends } = await opened(bus, { mode: "lines", cues: { permit: "07" } });
    scanner.signal?.("permit");
    await Promise.all([scanner.close(), scanner.close()]);
    expect([bus.violations, bus.releases, bus.isFree, ends]).toEqual([[], 1, true, ["complete"]]);
  });

  test("[P11] in mid-read drops the half read, and the next plug reads anew", async () => {
    const bus = new FakeBus();
    const first = await opened(bus, { mode: "lines" });
    bus.send("WHOLE\r", "HAL");
    await first.reads("WHOLE");
    bus.unplug();
    await vi.waitFor(() => expect(first.ends).toEqual(["lost"]), 10_000);
    bus.plug();
    const second = await opened(bus, { mode: "lines" });
    bus.send("NEXT\r");
    await second.reads("NEXT");
    await second.scanner.close();
    expect(first.texts).toEqual(["WHOLE"]);
  });

  test("does not wait until a scanner has taken every cue", async () => {
    const bus = new FakeBus();
    const { scanner, unwritten } = await opened(bus, { mode: "lines", cues: { permit: "07" } });
    const count = LIMITS.pendingWrites;
    for (let each = 0; each < count; each += 1) scanner.signal?.("permit");
    await new Promise(setImmediate);
    await scanner.close();
    expect(bus.written.length).toBeLessThan(count);
    expect([unwritten, bus.violations, bus.isFree]).toEqual([[], [], true]);
  });

  test("is told to a scanner that wants to be told", async () => {
    const bus = new FakeBus({ ...DEVICE, vendorId: 0x0c2e, productId: 0x0700 });
    const { scanner } = await opened(bus);
    expect(bus.written).toEqual(["\u0080"]);
    await scanner.close();
    expect(bus.written).toEqual(["\u0080", "\u00ff"]);
  });

  test("frees it in the list as well", async () => {
    const bus = new FakeBus();
    const { driver, scanner } = await opened(bus, { mode: "lines" });
    expect((await driver.list())[0]).not.toHaveProperty("trouble");
    await scanner.close();
    expect((await driver.list())[0]).not.toHaveProperty("trouble");
  });
});

describe("cues", () => {
  test("are the bytes that are set, or those of SSI", async () => {
    const bus = new FakeBus();
    const { scanner } = await opened(bus, { mode: "lines", cues: { permit: "16 07 0d" } });
    scanner.signal?.("permit");
    scanner.signal?.("deny");
    await vi.waitFor(() => expect(bus.written).toEqual(["\u0016\u0007\r"]), 10_000);
    await scanner.close();
    const ssi = await opened(bus, { mode: "ssi" });
    ssi.scanner.signal?.("deny");
    await vi.waitFor(() => expect(bus.written.at(-1)?.charCodeAt(1)).toBe(SSI.beep), 10_000);
    await ssi.scanner.close();
  });

  test("are none where there is no endpoint out, or nothing is set", async () => {
    const [input] = VENDOR_INTERFACE.endpoints;
    const deaf = new FakeBus({ ...DEVICE, interfaces: [{ ...VENDOR_INTERFACE, endpoints: input ? [input] : [] }] });
    for (const [bus, settings] of [
      [deaf, { mode: "lines", cues: { permit: "07" } }],
      [new FakeBus(), { mode: "lines" }],
    ] as const) {
      const { scanner } = await opened(bus, settings);
      expect(scanner).not.toHaveProperty("signal");
      await scanner.close();
    }
  });

  test("that are no bytes are refused by name", async () => {
    const bus = new FakeBus();
    await expect(opened(bus, { mode: "lines", cues: { deny: "razz" } })).rejects.toThrow('"razz" is no cue');
    expect(bus.isFree).toBe(true);
  });

  test("[P11] that a scanner does not take are dropped beyond the limit, and reads go on", async () => {
    const bus = new FakeBus();
    bus.takesWrites = false;
    const { scanner, unwritten, reads } = await opened(bus, { mode: "lines", cues: { permit: "07" } });
    for (let count = 0; count <= LIMITS.pendingWrites; count += 1) scanner.signal?.("permit");
    bus.send("TICKET\r");
    await reads("TICKET");
    await vi.waitFor(() => expect(unwritten.length).toBe(LIMITS.pendingWrites + 1), 10_000);
    await scanner.close();
    expect(bus.written).toEqual([]);
  });
});
