import { ScannerError, type WantedScanner } from "@usher/core";
import { heardFrom, VirtualTime } from "@usher/core/testing";
import { hidPosReports, snapiReports } from "@usher/decoders/testing";
import { describe, expect, test } from "vitest";
import { FakeHid, HID_POS, KEYBOARD, SNAPI, WEDGE, type FakeDevice } from "../test/fake-hid.js";
import { hidPosDriver, type HidPosSettings } from "./hid-pos-driver.js";

const NEWLAND: FakeDevice = {
  ...HID_POS,
  path: "/dev/hidraw6",
  vendorId: 0x1eab,
  productId: 0x1a10,
  serialNumber: "N1",
  product: "Newland",
  port: "1-3",
};
const IBM: FakeDevice = { ...SNAPI, productId: 0x1300, usages: [{ usagePage: 0x4b00, usage: 1 }] };

function machine(devices: readonly FakeDevice[], world: Partial<Parameters<typeof hidPosDriver>[0]> = {}) {
  const hid = new FakeHid(...devices);
  const time = new VirtualTime();
  const dropped: unknown[] = [];
  const driver = hidPosDriver({
    time,
    onDropped: ({ path }, read) => dropped.push([path, read]),
    ...hid.world,
    ...world,
  });
  const open = async (wanted: WantedScanner = {}, settings: HidPosSettings = {}) => {
    const scanner = await driver.open(wanted, settings);
    return { scanner, ...heardFrom(scanner) };
  };
  return { hid, time, dropped, driver, open };
}

describe("which scanners are listed", () => {
  test("those in HID POS mode and in SNAPI, whatever their make, with socket and model", async () => {
    const { driver } = machine([HID_POS, SNAPI, { ...NEWLAND, vendorId: 0x7777, product: "Nobody's" }]);
    expect(await driver.list()).toEqual([
      {
        path: "/dev/hidraw4",
        vendorId: 0x0c2e,
        productId: 0x0b87,
        serialNumber: "S1",
        port: "1-1.4",
        product: "Voyager 1400g",
        model: "Honeywell (Metrologic) Voyager 1400g",
      },
      expect.objectContaining({ path: "/dev/hidraw5", model: "Zebra (Symbol)" }),
      expect.objectContaining({ path: "/dev/hidraw6", model: "Nobody's" }),
    ]);
  });

  test("of a composite device the half that scans, never a keyboard", async () => {
    const keys: FakeDevice = { ...HID_POS, path: "/dev/hidraw3", usages: [{ usagePage: 1, usage: 6 }] };
    const { driver } = machine([keys, HID_POS, KEYBOARD]);
    expect((await driver.list()).map(({ path }) => path)).toEqual(["/dev/hidraw4"]);
  });

  test("a known one in a mode that nobody reads, with what to scan", async () => {
    const { driver } = machine([IBM]);
    const [info] = await driver.list();
    expect(info?.trouble).toMatchObject({ code: "wrongMode", message: expect.stringContaining("USB HID POS") });
    expect(info?.trouble?.message).toContain("IBM hand-held mode");
  });

  test("one that this user has no rights on, with the udev rule", async () => {
    const { driver } = machine([HID_POS], { mayOpen: async () => false });
    expect((await driver.list())[0]?.trouble).toMatchObject({
      code: "noRights",
      message: expect.stringContaining('ATTRS{idProduct}=="0b87"'),
    });
  });

  test("none where nothing can be listed", async () => {
    const { driver } = machine([HID_POS], { listDevices: () => Promise.reject(new Error("no library")) });
    expect(await driver.list()).toEqual([]);
  });
});

describe("which scanner is opened", () => {
  test("the only one, where nothing is said", async () => {
    const { open } = machine([KEYBOARD, HID_POS]);
    expect((await open()).scanner.info.path).toBe("/dev/hidraw4");
  });

  test("of two with the same serial number the one in the socket that was named", async () => {
    const twin: FakeDevice = { ...HID_POS, path: "/dev/hidraw7", port: "1-1.3" };
    const { open } = machine([HID_POS, twin]);
    expect((await open({ serialNumber: "S1", port: "1-1.3" })).scanner.info.path).toBe("/dev/hidraw7");
    await expect(open({ serialNumber: "S1" })).rejects.toMatchObject({
      code: "failed",
      message: expect.stringContaining("/dev/hidraw7 (port 1-1.3)"),
    });
  });

  test("[P11] the one that is there now, under whatever path it came back", async () => {
    const { hid, open } = machine([HID_POS]);
    const wanted = { vendorId: 0x0c2e, productId: 0x0b87, serialNumber: "S1" };
    const first = await open(wanted);
    hid.unplug(HID_POS.path);
    expect(first.ends).toEqual(["lost"]);
    await expect(open(wanted)).rejects.toMatchObject({ code: "absent" });
    hid.plug({ ...HID_POS, path: "/dev/hidraw9" });
    const second = await open(wanted);
    hid.report("/dev/hidraw9", hidPosReports("AGAIN"));
    expect(second.texts).toEqual(["AGAIN"]);
  });

  test.each<[string, WantedScanner, FakeDevice, string]>([
    ["as a keyboard", { vendorId: 0x0c2e, productId: 0x0b87 }, WEDGE, "keyboard mode"],
    ["by its serial number", { serialNumber: "S1" }, WEDGE, "PAP131"],
    ["by its socket", { port: "1-1.4", productId: 0x0b87 }, WEDGE, "in port 1-1.4"],
    ["where nothing is said", {}, WEDGE, "keyboard mode"],
    ["as IBM hand-held", { vendorId: 0x05e0 }, IBM, "IBM hand-held mode"],
  ])("one in the wrong mode is named, with what to scan: %s", async (_name, wanted, device, words) => {
    const { open } = machine([device]);
    await expect(open(wanted)).rejects.toMatchObject({ code: "wrongMode", message: expect.stringContaining(words) });
  });

  test("one of a known maker whose product id nobody listed is told by what it is seen to be", async () => {
    const unlisted: FakeDevice = { ...WEDGE, vendorId: 0x05f9, productId: 0x2214, port: "1-5" };
    const { open } = machine([unlisted, KEYBOARD]);
    await expect(open({ vendorId: 0x05f9, productId: 0x2214 })).rejects.toThrow(
      /05f9:2214.*keyboard mode.*USB-COM-STD/,
    );
    await expect(open({ port: "1-9" })).rejects.toMatchObject({ code: "absent" });
  });

  test("one that became a serial port is found on the USB tree", async () => {
    const serial = { vendorId: 0x0c2e, productId: 0x0b8a, serialNumber: "S1", port: "1-1.4" };
    const { open } = machine([], { findUsbDevices: async () => [serial] });
    await expect(open({ vendorId: 0x0c2e, productId: 0x0b87 })).rejects.toThrow(/serial mode.*kind "serial"/);
  });

  test("another scanner, a relay board or a strange keyboard is not mistaken for the one that is wanted", async () => {
    const relay: FakeDevice = { ...SNAPI, vendorId: 0x16c0, productId: 0x05df };
    const { open } = machine([IBM, relay, KEYBOARD]);
    await expect(open({ vendorId: 0x0c2e, productId: 0x0b87 })).rejects.toMatchObject({ code: "absent" });
    await expect(open({ vendorId: 0x05e0, productId: 0x1900, serialNumber: "other" })).rejects.toMatchObject({
      code: "absent",
    });
  });

  test("one that another program holds is busy, and that program is named", async () => {
    const { driver, open } = machine([HID_POS], { holderOf: async () => ({ pid: 412, program: "chromium" }) });
    const busy = { code: "busy", message: expect.stringContaining("held by chromium (process 412)") };
    await expect(open()).rejects.toMatchObject(busy);
    expect((await driver.list())[0]?.trouble).toEqual(busy);
  });

  test("one that this program reads already is busy for another reader, and no trouble in the list", async () => {
    const { driver, open } = machine([HID_POS]);
    await open();
    await expect(open()).rejects.toThrow("held by another reader or output of this program");
    expect((await driver.list())[0]).not.toHaveProperty("trouble");
  });

  test("without the library opening says what to install", async () => {
    const missing = () => Promise.reject(new ScannerError("nativeMissing", "npm install node-hid@3"));
    await expect(machine([], { listDevices: missing }).open()).rejects.toMatchObject({ code: "nativeMissing" });
  });
});

describe("reading", () => {
  test("a long read comes whole out of its reports, with its AIM identifier, NUL and all", async () => {
    const { hid, open } = machine([HID_POS]);
    const { frames } = await open();
    const long = `${"x".repeat(60)}\0${"y".repeat(90)}`;
    hid.report(HID_POS.path, hidPosReports(long, "]C1"));
    expect(frames.map(({ text, symbology }) => [text, symbology])).toEqual([[long, "]C1"]]);
  });

  test("without a descriptor the common layouts are taken", async () => {
    const { reportDescriptor: _none, ...bare } = HID_POS;
    const { hid, open } = machine([bare]);
    const { texts } = await open();
    hid.report(HID_POS.path, hidPosReports("TICKET"));
    expect(texts).toEqual(["TICKET"]);
  });

  test("without one a Newland's own layout is taken, which has no identifier", async () => {
    const { reportDescriptor: _none, ...bare } = NEWLAND;
    const { hid, open } = machine([bare]);
    const { texts } = await open();
    const report = new Uint8Array(64);
    report.set([2, 6, ...new TextEncoder().encode("TICKET")]);
    hid.report(NEWLAND.path, [report]);
    expect(texts).toEqual(["TICKET"]);
  });

  test("[P11] half a read is dropped, counted and not mixed with the next", async () => {
    const { hid, time, dropped, open } = machine([HID_POS]);
    const { texts } = await open();
    hid.report(HID_POS.path, hidPosReports("z".repeat(60)).slice(0, 1));
    await time.advance(1000);
    hid.report(HID_POS.path, hidPosReports("NEXT"));
    expect(texts).toEqual(["NEXT"]);
    expect(dropped).toEqual([[HID_POS.path, { kind: "dropped", reason: "incomplete", bytes: 56 }]]);
  });

  test("[P11] nothing is left waiting behind a scanner that was closed or lost", async () => {
    for (const end of ["close", "loss"]) {
      const { hid, time, open } = machine([HID_POS]);
      const { scanner } = await open();
      hid.report(HID_POS.path, hidPosReports("z".repeat(60)).slice(0, 1));
      expect(time.waiting).toBe(1);
      if (end === "close") await scanner.close();
      else hid.unplug(HID_POS.path);
      expect(time.waiting).toBe(0);
    }
  });

  test("prefix and suffix that the scanner was set to send are taken off", async () => {
    const { hid, open } = machine([HID_POS]);
    const { texts } = await open({}, { prefix: "<", suffix: ">" });
    hid.report(HID_POS.path, hidPosReports("<TICKET>"));
    expect(texts).toEqual(["TICKET"]);
  });

  test("every packet of SNAPI is acknowledged, in order, or the scanner would stop", async () => {
    const { hid, open } = machine([SNAPI]);
    const { texts } = await open();
    hid.report(SNAPI.path, snapiReports("w".repeat(150)));
    expect(texts).toEqual(["w".repeat(150)]);
    await Promise.resolve();
    await new Promise(setImmediate);
    const acknowledgement = ["output", [0x01, 0x22, 1, 0]];
    expect(hid.sent).toEqual([acknowledgement, acknowledgement, acknowledgement]);
  });
});

describe("cues", () => {
  const told = async (device: FakeDevice, cue: "permit" | "deny") => {
    const { hid, open } = machine([device]);
    const { scanner } = await open();
    const before = hid.sent.length;
    scanner.signal?.(cue);
    await new Promise(setImmediate);
    return hid.sent.slice(before).map(([, report]) => report.slice(0, 5));
  };

  test("a Honeywell beeps by its serial command, and is put into its mode when it is opened", async () => {
    const { hid, open } = machine([HID_POS]);
    await open();
    expect(hid.sent).toEqual([["feature", [254, 1]]]);
    const beep = [0xfd, 3, 0x16, 0x07, 0x0d];
    expect(await told(HID_POS, "permit")).toEqual([beep]);
    expect(await told(HID_POS, "deny")).toEqual([beep, beep, beep]);
  });

  test("a Zebra in SNAPI beeps by Zebra's beep codes", async () => {
    expect(await told(SNAPI, "permit")).toEqual([[0x04, 0]]);
    expect(await told(SNAPI, "deny")).toEqual([[0x04, 17]]);
  });

  test("others beep by the Trigger Report of their descriptor", async () => {
    expect(await told(NEWLAND, "permit")).toEqual([[3, 0b0100]]);
    expect(await told(NEWLAND, "deny")).toEqual([[3, 0b1000]]);
  });

  test("a scanner that can't be told has no signal", async () => {
    const { reportDescriptor: _none, ...mute } = NEWLAND;
    const { open } = machine([mute]);
    expect((await open()).scanner).not.toHaveProperty("signal");
  });

  test("[P11] a cue to a scanner that is gone does no harm", async () => {
    const { hid, open } = machine([HID_POS]);
    const { scanner } = await open();
    hid.unplug(HID_POS.path);
    scanner.signal?.("deny");
    await new Promise(setImmediate);
    expect(hid.sent).toEqual([["feature", [254, 1]]]);
  });
});
