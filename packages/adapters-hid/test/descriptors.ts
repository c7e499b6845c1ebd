/** Report descriptors written by the HID Usage Tables 1.5 and HID 1.11, appendix B.1. */
const bytes = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(/\s+/).filter(Boolean), (pair) => Number.parseInt(pair, 16));

/** Scanned data in report 2 (length, AIM identifier, 56 bytes, two of the maker, one bit of continuation) and Trigger Report 3. */
export const HID_POS_DESCRIPTOR = bytes(`
  05 8c 09 02 a1 01
  09 12 a1 02 85 02 15 00 26 ff 00 75 08
  95 01 05 01 09 3b 81 02
  95 03 05 8c 09 fb 09 fc 09 fd 81 02
  95 38 09 fe 82 02 01
  95 02 81 01
  25 01 75 01 95 01 09 ff 81 02 95 07 81 01 c0
  09 14 a1 02 85 03 15 00 25 01 75 01 95 04 09 60 09 5f 09 86 09 85 91 02 95 04 91 01 c0
  06 00 ff 09 01 a1 02 85 fe 26 ff 00 75 08 95 01 09 01 b1 02 c0
  c0`);

/** A boot keyboard. */
export const KEYBOARD_DESCRIPTOR = bytes(`
  05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02
  95 01 75 08 81 01 95 05 75 01 05 08 19 01 29 05 91 02 95 01 75 03 91 01
  95 06 75 08 15 00 26 ff 00 05 07 19 00 2a ff 00 81 00 c0`);

/** SNAPI: 63 bytes of a maker's own in each of the reports that matter here, in and out. */
export const SNAPI_DESCRIPTOR = bytes(`
  06 00 ff 09 01 a1 01 15 00 26 ff 00 75 08 95 3f
  85 22 09 01 81 02 85 26 09 01 81 02 85 21 09 01 81 02
  95 03 85 01 09 01 91 02 95 01 85 04 09 01 91 02 c0`);
