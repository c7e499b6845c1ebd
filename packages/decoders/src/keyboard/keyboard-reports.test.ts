import { expect, test } from "vitest";
import { keyboardReports } from "./keyboard-reports.js";

const bytes = (hex: string) => Uint8Array.from(hex.split(/\s+/).filter(Boolean), (pair) => Number.parseInt(pair, 16));

const MODIFIERS = "05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02";
const keys = (count: string) => `95 ${count} 75 08 15 00 26 ff 00 05 07 19 00 2a ff 00 81 00`;
// HID 1.11, appendix B.1.
const BOOT = bytes(`05 01 09 06 a1 01 ${MODIFIERS} 95 01 75 08 81 01 ${keys("06")} c0`);
const report = Uint8Array.of(0x02, 0, 0x04, 0x05, 0, 0, 0, 0);

test("boot reports stay what they are", () => {
  expect(keyboardReports(BOOT).toBoot(report)).toEqual(report);
});

test("without a descriptor, or with one that tells no keys, reports are taken as boot reports", () => {
  for (const descriptor of [null, new Uint8Array(), bytes("05 0c 09 01 a1 01 75 08 95 01 81 00 c0")]) {
    expect(keyboardReports(descriptor).toBoot(report)).toEqual(report);
  }
});

test("a report id is taken off, and reports of another id are not of the keyboard", () => {
  const consumer = "05 0c 09 01 a1 01 85 02 15 00 26 ff 03 19 00 2a ff 03 75 10 95 01 81 00 c0";
  const reports = keyboardReports(
    bytes(`05 01 09 06 a1 01 85 01 ${MODIFIERS} 95 01 75 08 81 01 ${keys("06")} c0 ${consumer}`),
  );
  expect(reports.toBoot(Uint8Array.of(1, ...report))).toEqual(report);
  expect(reports.toBoot(Uint8Array.of(2, 0xe9, 0))).toBeNull();
});

test("keys that lie elsewhere, fewer or more of them, are found by the descriptor", () => {
  const noGap = keyboardReports(bytes(`05 01 09 06 a1 01 ${MODIFIERS} ${keys("02")} c0`));
  expect(noGap.toBoot(Uint8Array.of(0x02, 0x04, 0x05))).toEqual(report);
  const many = keyboardReports(bytes(`05 01 09 06 a1 01 ${MODIFIERS} 95 01 75 08 81 01 ${keys("0a")} c0`));
  expect(many.toBoot(Uint8Array.of(0x02, 0, 0x04, 0x05, 0, 0, 0, 0, 0x06, 0x07, 0, 0))).toEqual(report);
  expect(noGap.toBoot(new Uint8Array())).toEqual(new Uint8Array(8));
});
