import type { ScannerInfo } from "@usher/core";
import { heardFrom, VirtualTime } from "@usher/core/testing";
import { KEYBOARD_LAYOUTS, type KeyboardLayoutName } from "@usher/decoders";
import { bootReports } from "@usher/decoders/testing";
import { describe, expect, test } from "vitest";
import { FakeHid, HID_POS, KEYBOARD, WEDGE, type FakeDevice } from "../test/fake-hid.js";
import { keyboardDriver, type KeyboardDriverOptions, type KeyboardScannerSettings } from "./keyboard-driver.js";
import type { HeldBy } from "./key-hold.js";
import { LIMITS } from "./limits.js";

const INPUT = { inhibited: "/sys/class/hidraw/hidraw4/device/input/input7/inhibited", events: ["/dev/input/event7"] };

function machine(devices: readonly FakeDevice[], by: HeldBy = "inhibited", world: Partial<KeyboardDriverOptions> = {}) {
  const hid = new FakeHid(...devices);
  const time = new VirtualTime();
  const holds: string[] = [];
  const driver = keyboardDriver({
    time,
    platform: "linux",
    findInputs: async () => [INPUT],
    hold: async ({ path }: ScannerInfo, inputs) => {
      holds.push(`hold ${path} ${inputs.length}`);
      return { by, message: `it is ${by}`, release: async () => void holds.push("release") };
    },
    ...hid.world,
    ...world,
  });
  const open = async (wanted = {}, settings: KeyboardScannerSettings = {}) => {
    const opening = driver.open(wanted, settings);
    opening.catch(() => undefined);
    await time.advance(LIMITS.holdAttempts * LIMITS.holdRetryMs);
    const scanner = await opening;
    return { scanner, ...heardFrom(scanner) };
  };
  return { hid, time, holds, driver, open };
}

describe("which keyboard is taken", () => {
  test("[P11] never the operator's: unnamed, only one that is known as a scanner", async () => {
    expect((await machine([KEYBOARD, WEDGE]).open()).scanner.info.path).toBe(WEDGE.path);
    const { open, holds } = machine([KEYBOARD]);
    await expect(open()).rejects.toMatchObject({ code: "absent" });
    await expect(open({ vendorId: undefined })).rejects.toMatchObject({ code: "absent" });
    expect(holds).toEqual([]);
  });

  test("[P11] not by its path alone, which may be the operator's after a replug", async () => {
    await expect(machine([KEYBOARD]).open({ path: KEYBOARD.path })).rejects.toMatchObject({
      code: "absent",
      message: expect.stringMatching(/not known as a scanner.*vendorId/),
    });
    expect((await machine([KEYBOARD, WEDGE]).open({ path: WEDGE.path })).scanner.info.path).toBe(WEDGE.path);
  });

  test("an unknown one where it was named, by its ids or by its socket", async () => {
    for (const wanted of [
      { vendorId: 0x046d, productId: 0xc31c },
      { path: KEYBOARD.path, port: "1-9" },
      { port: "1-9" },
    ]) {
      expect((await machine([KEYBOARD, WEDGE]).open(wanted)).scanner.info.path).toBe(KEYBOARD.path);
    }
  });

  test("all are listed, and only those known as scanners bear a model", async () => {
    const listed = await machine([KEYBOARD, WEDGE, { ...HID_POS, path: "/dev/hidraw8" }]).driver.list();
    expect(listed.map(({ path, model }) => [path, model])).toEqual([
      [KEYBOARD.path, undefined],
      [WEDGE.path, "Honeywell (Metrologic) Voyager 1400g"],
    ]);
  });

  test("one that is wanted here and is in HID POS mode is told to the other kind of reader", async () => {
    const { open } = machine([HID_POS]);
    await expect(open({ vendorId: 0x0c2e, productId: 0x0b81 })).rejects.toThrow(/HID POS mode.*kind "hid"/);
  });
});

describe("other systems", () => {
  test.each(["win32", "darwin"])("%s gives no keyboard away, and the other modes are named", async (platform) => {
    const { driver, open } = machine([WEDGE], "inhibited", { platform });
    const words = /HID POS.*kind "hid".*USB serial/;
    await expect(open()).rejects.toMatchObject({ code: "wrongMode", message: expect.stringMatching(words) });
    expect((await driver.list())[0]?.trouble).toMatchObject({
      code: "wrongMode",
      message: expect.stringMatching(words),
    });
  });
});

describe("reading", () => {
  test.each<[KeyboardLayoutName, string]>([
    ["us", "TICKET-42/a:b"],
    ["de", "Zutritt ß-y/z:@{}"],
    ["fr", "Qw1234567890 àé;!"],
  ])("with the layout of the scanner, here %s", async (layout, text) => {
    const { hid, open } = machine([WEDGE]);
    const { texts } = await open({}, { layout });
    hid.report(WEDGE.path, bootReports(text, KEYBOARD_LAYOUTS[layout]));
    hid.report(WEDGE.path, bootReports("22", KEYBOARD_LAYOUTS[layout]));
    expect(texts).toEqual([text, "22"]);
  });

  test("without Enter a read ends by quiet time", async () => {
    const { hid, time, open } = machine([WEDGE]);
    const { texts } = await open({}, { quietMs: 150 });
    hid.report(WEDGE.path, bootReports("TICKET").slice(0, -2));
    await time.advance(149);
    expect(texts).toEqual([]);
    await time.advance(1);
    expect(texts).toEqual(["TICKET"]);
  });

  test("where its descriptor has a report id, that is taken off and its volume keys are passed over", async () => {
    const consumer = [0x05, 0x0c, 0x09, 0x01, 0xa1, 0x01, 0x85, 0x02, 0x75, 0x08, 0x95, 0x01, 0x81, 0x00, 0xc0];
    const plain = [...(WEDGE.reportDescriptor ?? [])];
    const reportDescriptor = Uint8Array.of(...plain.slice(0, 6), 0x85, 0x01, ...plain.slice(6), ...consumer);
    const { hid, open } = machine([{ ...WEDGE, reportDescriptor }]);
    const { texts } = await open();
    hid.report(WEDGE.path, [Uint8Array.of(2, 4), ...bootReports("A1").map((keys) => Uint8Array.of(1, ...keys))]);
    expect(texts).toEqual(["A1"]);
  });
});

describe("keeping the keys from others", () => {
  test("holds while the scanner is open, and the scanner says by what", async () => {
    const { holds, open } = machine([WEDGE], "grabbed");
    const { scanner } = await open();
    expect(scanner).toMatchObject({ heldBy: "grabbed", status: "it is grabbed" });
    expect(holds).toEqual([`hold ${WEDGE.path} 1`]);
    await scanner.close();
    expect(holds).toContain("release");
  });

  test("[P11] is given back when the scanner is lost", async () => {
    const { hid, holds, open } = machine([WEDGE]);
    const { ends } = await open();
    hid.unplug(WEDGE.path);
    expect(ends).toEqual(["lost"]);
    expect(holds).toContain("release");
  });

  test("where nothing holds, the scanner is read and says so as its status", async () => {
    const { hid, open } = machine([WEDGE], null);
    const { scanner, texts } = await open();
    expect(scanner).toMatchObject({ heldBy: null, status: "it is null" });
    hid.report(WEDGE.path, bootReports("STILL"));
    expect(texts).toEqual(["STILL"]);
  });

  test("is tried again for a moment, since udev gives that right later than the other", async () => {
    for (const [rightsFrom, expected] of [
      [LIMITS.holdAttempts, "inhibited"],
      [LIMITS.holdAttempts + 1, null],
    ] as const) {
      let attempts = 0;
      const { open } = machine([WEDGE], null, {
        hold: async () => {
          attempts += 1;
          const by = attempts >= rightsFrom ? "inhibited" : null;
          return { by, message: String(by), release: async () => undefined };
        },
      });
      expect((await open()).scanner.heldBy).toBe(expected);
      expect(attempts).toBe(LIMITS.holdAttempts);
    }
  });

  test("is not needed where the kernel made no input device of it", async () => {
    const { holds, open } = machine([WEDGE], null, { findInputs: async () => [] });
    await open({}, { exclusive: "required" });
    expect(holds).toEqual([`hold ${WEDGE.path} 0`]);
  });

  test("is not tried where it is off, and not gone without where it is required", async () => {
    const off = machine([WEDGE]);
    expect((await off.open({}, { exclusive: "off" })).scanner).toMatchObject({
      heldBy: null,
      status: expect.stringContaining("other programs too"),
    });
    expect(off.holds).toEqual([]);
    const required = machine([WEDGE], null);
    await expect(required.open({}, { exclusive: "required" })).rejects.toMatchObject({ code: "noRights" });
    expect(required.hid.isOpen(WEDGE.path)).toBe(false);
  });

  test("is given back where the device then can't be opened", async () => {
    const refused = () => Promise.reject(new Error("Permission denied"));
    const { holds, open } = machine([WEDGE], "inhibited", { openDevice: refused });
    await expect(open()).rejects.toMatchObject({ code: "noRights" });
    expect(holds.at(-1)).toBe("release");
  });
});
