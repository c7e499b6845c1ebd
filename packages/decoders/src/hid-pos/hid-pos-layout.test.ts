import { expect, test } from "vitest";
import { COMMON_HID_POS_LAYOUTS, hidPosLayouts } from "./hid-pos-layout.js";

const bytes = (hex: string) => Uint8Array.from(hex.split(/\s+/).filter(Boolean), (pair) => Number.parseInt(pair, 16));

// Written by the usage tables: report id 2, byte count, identifier 1 to 3, 56 bytes of data, two bytes of the vendor, the bit.
const USUAL = bytes(`
  05 8c 09 02 a1 01 85 02 09 12 a1 02
  15 00 26 ff 00 75 08 95 01 05 01 09 3b 81 02
  05 8c 95 03 19 fb 29 fd 81 02
  95 38 09 fe 82 02 01
  95 02 06 00 ff 09 01 81 02
  05 8c 75 01 95 01 25 01 09 ff 81 02 95 07 81 03
  c0 c0`);
// A boot keyboard (HID 1.11, appendix B.1) and consumer control.
const KEYBOARD = bytes(`
  05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 03
  95 05 75 01 05 08 19 01 29 05 91 02 95 01 75 03 91 03 95 06 75 08 15 00 25 65 05 07 19 00 29 65 81 00 c0`);
const CONSUMER = bytes("05 0c 09 01 a1 01 85 03 15 00 26 ff 03 19 00 2a ff 03 75 10 95 01 81 00 c0");

test("the usual descriptor gives the usual layout", () => {
  expect(hidPosLayouts(USUAL)).toEqual([COMMON_HID_POS_LAYOUTS[0]]);
});

test("a keyboard, consumer control and nothing are no HID POS scanners", () => {
  for (const descriptor of [KEYBOARD, CONSUMER, new Uint8Array()]) expect(hidPosLayouts(descriptor)).toEqual([]);
});
