import { expect, test } from "vitest";
import { hidPosBeeps } from "./hid-pos-beeps.js";

const bytes = (hex: string) => Uint8Array.from(hex.split(/\s+/).filter(Boolean), (pair) => Number.parseInt(pair, 16));

// A Trigger Report of the usage tables: id 3; initiate read, prevent read, good read beep, error beep, four bits to fill the byte.
const TRIGGER = "09 14 a1 02 85 03 15 00 25 01 75 01 95 04 09 60 09 5f 09 86 09 85 91 02 95 04 91 01 c0";

test("the Trigger Report's bits are the beeps", () => {
  expect(hidPosBeeps(bytes(`05 8c 09 02 a1 01 ${TRIGGER} c0`))).toEqual({
    good: Uint8Array.of(3, 0b0100),
    error: Uint8Array.of(3, 0b1000),
  });
});

test("input fields before it move nothing, since each direction has bits of its own", () => {
  const input = "85 03 15 00 26 ff 00 75 08 95 05 09 fe 81 02";
  expect(hidPosBeeps(bytes(`05 8c 09 02 a1 01 ${input} ${TRIGGER} c0`))?.good).toEqual(Uint8Array.of(3, 0b0100));
});

test("without report ids a report begins with 0, and bits beyond the first byte are found", () => {
  const report = "15 00 25 01 75 01 95 08 19 70 29 77 91 02 95 02 09 86 09 85 91 02";
  expect(hidPosBeeps(bytes(`05 8c 09 02 a1 01 ${report} c0`))).toEqual({
    good: Uint8Array.of(0, 0, 0b01),
    error: Uint8Array.of(0, 0, 0b10),
  });
});

test("a scanner that lacks one of them can't be let beep", () => {
  expect(hidPosBeeps(bytes("05 8c 09 02 a1 01 85 03 75 01 95 01 09 86 91 02 c0"))).toBeNull();
  expect(hidPosBeeps(new Uint8Array())).toBeNull();
});
