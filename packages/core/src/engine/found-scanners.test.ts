import { describe, expect, it } from "vitest";
import type { ScannerDriver, ScannerInfo } from "../ports/index.js";
import { foundScanners, type NamedScanner } from "./found-scanners.js";

const driverOf = (kind: string): ScannerDriver => ({
  kind,
  list: async () => [],
  open: () => Promise.reject(new Error("nothing is opened here")),
});
const [hid, serial, keyboard] = [driverOf("hid"), driverOf("serial"), driverOf("keyboard")];

const A: ScannerInfo = { path: "/dev/hidraw0", vendorId: 1, productId: 2, serialNumber: "S1", port: "1-1", model: "A" };
const trouble = { code: "wrongMode", message: "it types" } as const;

/** What is found where the drivers list this, as `kind path`. */
function found(lists: readonly [ScannerDriver, readonly ScannerInfo[]][], named: readonly NamedScanner[] = []) {
  const listings = lists.map(([driver, infos]) => ({ driver, settings: {}, found: infos }));
  return foundScanners(listings, named).map(({ aim }) => `${aim.driver.kind} ${aim.info.path}`);
}

describe("the scanners found", () => {
  it("are those that a driver recognises", () => {
    const { model: _, ...unknown } = A;
    expect(found([[hid, [A, { ...unknown, path: "/dev/hidraw1", port: "1-2" }]]])).toEqual(["hid /dev/hidraw0"]);
  });

  it("are each taken once, by the first driver that can read it", () => {
    const typing = { ...A, path: "/dev/hidraw1" };
    expect(
      found([
        [hid, [A]],
        [keyboard, [typing]],
      ]),
    ).toEqual(["hid /dev/hidraw0"]);
    expect(
      found([
        [keyboard, [typing]],
        [hid, [A]],
      ]),
    ).toEqual(["keyboard /dev/hidraw1"]);
    expect(
      found([
        [hid, [{ ...A, trouble }]],
        [keyboard, [typing]],
      ]),
    ).toEqual(["keyboard /dev/hidraw1"]);
    expect(
      found([
        [hid, [{ ...A, trouble }]],
        [keyboard, [{ ...typing, trouble }]],
      ]),
    ).toEqual(["hid /dev/hidraw0"]);
  });

  it("are known by what all drivers together know of them", () => {
    const { port: _, ...portless } = A;
    const { serialNumber: __, ...serialless } = A;
    const listings = [
      { driver: hid, settings: {}, found: [portless] },
      { driver: serial, settings: {}, found: [{ ...serialless, path: "/dev/ttyACM0" }] },
    ];
    expect(foundScanners(listings, []).map(({ info }) => info)).toEqual([A]);
  });

  it("are two where one driver shows two paths, be they ever so alike", () => {
    const { port: _, ...alike } = A;
    expect(found([[hid, [alike, { ...alike, path: "/dev/hidraw1" }]]])).toHaveLength(2);
  });

  const named = (info: NamedScanner["info"], driver = hid, open: ScannerInfo | null = null): NamedScanner[] => [
    { driver, info, open: () => open },
  ];

  it.each<[string, NamedScanner[]]>([
    ["by its path", named({ path: "/dev/hidraw0" })],
    ["by its make", named({ vendorId: 1, productId: 2 })],
    ["by its make, for another driver", named({ vendorId: 1, productId: 2 }, keyboard)],
    ["by its port", named({ port: "1-1" }, serial)],
    ["as the one there is of its kind", named({})],
    ["by a name that only its driver knows, while it is open", named({ path: "/dev/link" }, serial, A)],
  ])("are not those that a reader names %s", (_how, readers) => {
    expect(found([[hid, [A]]], readers)).toEqual([]);
    expect(
      found(
        [
          [hid, [A]],
          [serial, [{ ...A, path: "/dev/ttyACM0" }]],
        ],
        readers,
      ),
    ).toEqual([]);
  });

  it("are those that a reader names in vain", () => {
    expect(found([[hid, [A]]], named({}, keyboard))).toHaveLength(1);
    expect(found([[hid, [A]]], named({ port: "1-2" }))).toHaveLength(1);
    expect(found([[hid, [A]]], named({ vendorId: 1, productId: 3 }))).toHaveLength(1);
  });
});
