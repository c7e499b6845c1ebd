import { describe, expect, it } from "vitest";
import type { ScannerInfo } from "./scanner-driver.js";
import { findScanner, isInOtherMode, isSameScanner, scannerIdentity } from "./scanner-identity.js";

const make = { vendorId: 0x0c2e, productId: 0x0b81 };
const first: ScannerInfo = { path: "/dev/hidraw0", ...make, serialNumber: "S1", port: "1-1" };
const second: ScannerInfo = { path: "/dev/hidraw1", ...make, serialNumber: "S2", port: "1-2" };
const twin: ScannerInfo = { path: "/dev/hidraw2", ...make, serialNumber: "S1", port: "1-3" };

describe("findScanner", () => {
  it.each([
    [{ path: "/dev/hidraw1" }, second],
    [{ serialNumber: "S2" }, second],
    [{ ...make, serialNumber: "S1", port: "1-3" }, twin],
  ])("finds the one that is wanted by %j", (wanted, info) => {
    expect(findScanner(wanted, [first, second, twin])).toBe(info);
  });

  it("says which one is missing", () => {
    const missing = () => findScanner({ ...make, serialNumber: "S9" }, [first, second]);
    expect(missing).toThrow(expect.objectContaining({ code: "absent" }));
    expect(missing).toThrow("no scanner with vendorId 0c2e, productId 0b81, serialNumber S9");
    expect(() => findScanner({}, [])).toThrow("no scanner of this kind: is it plugged in?");
  });

  it("takes none where several are meant, and says what would tell them apart", () => {
    const ambiguous = () => findScanner(make, [first, second]);
    expect(ambiguous).toThrow(expect.objectContaining({ code: "failed" }));
    expect(ambiguous).toThrow("/dev/hidraw0 (port 1-1), /dev/hidraw1 (port 1-2); name a serial number or a port too");
  });
});

describe("scannerIdentity", () => {
  it("is the serial number where that tells, the port where serial numbers are missing or repeat", () => {
    const all = [first, second, twin];
    expect(all.map((info) => scannerIdentity(info, all))).toEqual(["0c2e:0b81@1-1", "0c2e:0b81:S2", "0c2e:0b81@1-3"]);
    const { serialNumber: _none, ...unnumbered } = first;
    expect(scannerIdentity(unnumbered)).toBe("0c2e:0b81@1-1");
  });

  it("is the path where nothing else is known", () => {
    expect(scannerIdentity({ path: "/dev/ttyS0" })).toBe("/dev/ttyS0");
  });
});

describe("one scanner or two", () => {
  const A: ScannerInfo = { path: "/dev/hidraw0", vendorId: 1, productId: 2, serialNumber: "S1", port: "1-1" };
  const at = (change: Partial<ScannerInfo>) => ({ ...A, path: "/dev/other", ...change });
  it.each<[string, ScannerInfo, boolean]>([
    ["one port", at({ serialNumber: "S2" }), true],
    ["two ports, one serial number", at({ port: "1-2" }), false],
    ["another make at the port", at({ productId: 3 }), false],
  ])("%s", (_what, other, same) => {
    expect(isSameScanner(A, other)).toBe(same);
    expect(isSameScanner(other, A)).toBe(same);
  });

  it("goes by the serial number where a port is not known, and takes the unknown for one", () => {
    const { port: _, ...portless } = at({});
    expect(isSameScanner(A, portless)).toBe(true);
    expect(isSameScanner(A, { ...portless, serialNumber: "S2" })).toBe(false);
    expect(isSameScanner(A, { ...portless, serialNumber: "" })).toBe(true);
    expect(isSameScanner(A, { path: "/dev/other" })).toBe(false);
  });

  it.each<[string, Partial<ScannerInfo>, boolean]>([
    ["another product at the port", { productId: 3, serialNumber: "S2" }, true],
    ["another product with the serial number", { productId: 3, port: "1-2" }, true],
    ["another product with neither", { productId: 3, port: "1-2", serialNumber: "" }, false],
    ["the same product", {}, false],
    ["another vendor's at the port", { vendorId: 9, productId: 3 }, false],
  ])("knows a scanner in another mode: %s", (_what, change, is) => {
    expect(isInOtherMode(A, at(change))).toBe(is);
  });
});
