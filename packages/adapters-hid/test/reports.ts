import { KEYBOARD_LAYOUTS, type KeyboardLayout, type KeyboardLayoutName } from "@usher/decoders";

const DATA_BYTES = 56;
const SNAPI_BYTES = 56;

/** The reports in which a HID POS scanner sends this text, in the layout of `HID_POS_DESCRIPTOR`. */
export function hidPosReports(text: string, identifier = "]Q1"): readonly Uint8Array[] {
  const data = new TextEncoder().encode(text);
  const parts = Math.max(1, Math.ceil(data.length / DATA_BYTES));
  return Array.from({ length: parts }, (_, index) => {
    const part = data.subarray(index * DATA_BYTES, (index + 1) * DATA_BYTES);
    const report = new Uint8Array(64);
    report.set([2, part.length, ...new TextEncoder().encode(identifier), ...part]);
    report[63] = index < parts - 1 ? 1 : 0;
    return report;
  });
}

/** The reports in which a Zebra in SNAPI mode sends this text. */
export function snapiReports(text: string): readonly Uint8Array[] {
  const data = new TextEncoder().encode(text);
  const parts = Math.max(1, Math.ceil(data.length / SNAPI_BYTES));
  return Array.from({ length: parts }, (_, index) => {
    const part = data.subarray(index * SNAPI_BYTES, (index + 1) * SNAPI_BYTES);
    const report = new Uint8Array(64);
    report.set([0x22, parts, index, part.length, 28, 0, ...part]);
    return report;
  });
}

const SHIFT = 0x02;
const ALT_GR = 0x40;
const ENTER = 0x28;
const SPACE = 0x2c;
/** HID usages of the keys of an ISO keyboard, row by row as `KeyRows` has them. */
const KEYS: readonly (readonly number[])[] = [
  [0x35, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e],
  [0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30],
  [0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x32],
  [0x64, 0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38],
];

/** The boot reports in which a scanner of this layout types this text and Enter: each key, and then none. */
export function keyReports(text: string, layout: KeyboardLayoutName = "us"): readonly Uint8Array[] {
  const keys = [...Array.from(text, (character) => keyOf(character, KEYBOARD_LAYOUTS[layout])), [0, ENTER] as const];
  return keys.flatMap(([modifiers, key]) => [Uint8Array.of(modifiers, 0, key, 0, 0, 0, 0, 0), new Uint8Array(8)]);
}

function keyOf(character: string, { plain, shift, altGr }: KeyboardLayout): readonly [modifiers: number, key: number] {
  if (character === " ") return [0, SPACE];
  for (const [modifiers, level] of [
    [0, plain],
    [SHIFT, shift],
    [ALT_GR, altGr],
  ] as const) {
    for (const [row, legends] of (level ?? []).entries()) {
      const key = KEYS[row]?.[Array.from(legends ?? "").indexOf(character)];
      if (key !== undefined) return [modifiers, key];
    }
  }
  throw new Error(`no key types ${character}`);
}
