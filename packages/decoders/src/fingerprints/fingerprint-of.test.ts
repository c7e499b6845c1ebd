import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeviceMode } from "./fingerprint.js";
import { fingerprintOf, fingerprintSeen, makeOf } from "./fingerprint-of.js";
import { FAMILIES, MODES } from "./modes.js";
import { VENDORS } from "./vendors.js";

const mode = (vendorId: number, productId: number) => fingerprintOf({ vendorId, productId })?.mode ?? null;

describe("what a device is", () => {
  test.each<[string, number, number, DeviceMode | null]>([
    ["a Zebra as a keyboard", 0x05e0, 0x1200, "keyboard"],
    ["a Zebra as SNAPI", 0x05e0, 0x1900, "snapi"],
    ["a Zebra as IBM hand-held", 0x05e0, 0x1300, "ibmHandHeld"],
    ["a Zebra as CDC", 0x05e0, 0x1701, "serial"],
    ["a Voyager 1400g as a keyboard", 0x0c2e, 0x0b81, "keyboard"],
    ["a Voyager 1400g as HID POS, by the rule", 0x0c2e, 0x0b87, "hidPos"],
    ["a Honeywell as serial, by the rule", 0x0c2e, 0x0caa, "serial"],
    ["an old Metrologic as IBM hand-held, though its last digit is a 7", 0x0c2e, 0x0007, "ibmHandHeld"],
    ["a Newland of a model that nobody listed", 0x1eab, 0x7710, "hidPos"],
    ["a Newland as a keyboard", 0x1eab, 0x1a03, "keyboard"],
    ["a Newland as CDC", 0x1eab, 0x1a06, "serial"],
    ["a Datalogic Gryphon as OEM", 0x05f9, 0x1206, "ibmHandHeld"],
    ["an FTDI bridge", 0x0403, 0x6001, "bridge"],
    ["a relay board", 0x16c0, 0x05df, "relay"],
    ["a keyboard of somebody who makes no scanners", 0x046d, 0xc31c, null],
    ["a chip that makers of keyboards and of scanners share", 0x04b4, 0x0100, null],
    ["an unlisted mode of a known maker", 0x1eab, 0x1a22, null],
  ])("%s", (_name, vendorId, productId, expected) => {
    expect(mode(vendorId, productId)).toBe(expected);
  });

  test("the family of models is named whatever the mode", () => {
    for (const productId of [0x1a03, 0x1a06, 0x1a10]) {
      expect(fingerprintOf({ vendorId: 0x1eab, productId })?.model).toContain("HR22");
    }
    expect(fingerprintOf({ vendorId: 0x1eab, productId: 0x7710 })).not.toHaveProperty("model");
  });

  test("without both ids nothing is known", () => {
    expect(fingerprintOf({ vendorId: 0x05e0 })).toBeNull();
    expect(fingerprintOf({ productId: 0x1200 })).toBeNull();
  });
});

describe("what to do", () => {
  test("a mode that is read needs nothing but the right kind of reader", () => {
    expect(fingerprintOf({ vendorId: 0x0c2e, productId: 0x0b87 })?.toUse).toContain('kind "hid"');
    expect(fingerprintOf({ vendorId: 0x05e0, productId: 0x1701 })?.toUse).toContain('kind "serial"');
  });

  test("a keyboard is told its better mode, by the name of the barcode", () => {
    const { toUse } = fingerprintOf({ vendorId: 0x0c2e, productId: 0x0b81 }) ?? {};
    expect(toUse).toContain('kind "keyboard"');
    expect(toUse).toContain("PAP131");
  });

  test("a mode that is not read is told what to scan", () => {
    expect(fingerprintOf({ vendorId: 0x05e0, productId: 0x1300 })?.toUse).toMatch(/not read.*USB HID POS/);
  });

  test("a model that nobody listed is told by its maker and what it is seen to be; makers of chips and others are none", () => {
    const unlisted = { vendorId: 0x05f9, productId: 0x2214 };
    expect(fingerprintOf(unlisted)).toBeNull();
    expect(fingerprintSeen(unlisted, "keyboard")).toMatchObject({
      vendor: "Datalogic (PSC)",
      mode: "keyboard",
      toUse: expect.stringContaining("USB-COM-STD"),
    });
    for (const vendorId of [0x0403, 0x046d, undefined]) {
      expect(fingerprintSeen({ vendorId, productId: 1 }, "keyboard")).toBeNull();
    }
    const listed = { vendorId: 0x05e0, productId: 0x1300 };
    expect(fingerprintSeen(listed, "keyboard")).toEqual(fingerprintOf(listed));
  });
});

describe("the tables", () => {
  test("every row has a vendor, a source, and ids within its mask", () => {
    const vendors = VENDORS.map(({ vendorId }) => vendorId);
    expect(new Set(vendors).size).toBe(vendors.length);
    for (const row of [...MODES, ...FAMILIES]) {
      expect(vendors).toContain(row.vendorId);
      expect(row.productId & (row.mask ?? 0xffff)).toBe(row.productId);
    }
    for (const { source } of MODES) expect(source).not.toBe("");
  });

  test("no row is hidden by one before it", () => {
    for (const { vendorId, productId, mask, mode: expected, source } of MODES) {
      // Of a rule the first id that no single row takes.
      const id = mask === undefined ? productId : productId | 0x7700;
      expect(fingerprintOf({ vendorId, productId: id })).toMatchObject({ mode: expected, source });
    }
  });

  test("every mode that has to be changed is told how, whatever the device", () => {
    for (const { vendorId, productId } of MODES) {
      const found = fingerprintOf({ vendorId, productId });
      const unread = found?.mode === "ibmHandHeld" || found?.mode === "vendor";
      if (unread) expect(found.toUse.length).toBeGreaterThan("this mode is not read: ".length);
    }
  });

  test("[P11] a device of an unlisted vendor is never recognised", () => {
    const listed = new Set(VENDORS.map(({ vendorId }) => vendorId));
    const id = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(id, id, (vendorId, productId) => {
        fc.pre(!listed.has(vendorId));
        expect(fingerprintOf({ vendorId, productId })).toBeNull();
      }),
      { seed: 41 },
    );
  });
});

test("a device is called by its maker, and its model where that is known", () => {
  expect(makeOf({ vendor: "Zebra (Symbol)" })).toBe("Zebra (Symbol)");
  expect(makeOf({ vendor: "Honeywell (Metrologic)", model: "Voyager 1400g" })).toBe(
    "Honeywell (Metrologic) Voyager 1400g",
  );
});
