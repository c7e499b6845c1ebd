import { KEYBOARD_LAYOUTS } from "@usher/decoders";

/** One read: what the code says, and its AIM identifier where the scanner told one. */
export interface Read {
  readonly text: string;
  readonly symbology: string | null;
}

/** A key going down: as the keyboard reports it, and as a browser tells it where the computer has the US layout. */
export interface KeyPress {
  readonly usage: number;
  readonly modifiers: number;
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
}

const REPORT_BYTES = 64;
const REPORT_ID = 2;
const DATA_BYTES = 56;
const CONTINUED_AT = 63;
const CTRL = 0x01;
const SHIFT = 0x02;
const ENTER: KeyPress = { usage: 0x28, modifiers: 0, key: "Enter", code: "Enter", ctrlKey: false };
// The keys in the order of a layout's rows.
const USAGES = [
  [0x35, 0x1e, 0x1f, 0x20, 0x21, 0x22, 0x23, 0x24, 0x25, 0x26, 0x27, 0x2d, 0x2e],
  [0x14, 0x1a, 0x08, 0x15, 0x17, 0x1c, 0x18, 0x0c, 0x12, 0x13, 0x2f, 0x30],
  [0x04, 0x16, 0x07, 0x09, 0x0a, 0x0b, 0x0d, 0x0e, 0x0f, 0x33, 0x34, 0x32],
  [0x64, 0x1d, 0x1b, 0x06, 0x19, 0x05, 0x11, 0x10, 0x36, 0x37, 0x38],
];
const GROUP_SEPARATOR: KeyPress = { usage: 0x30, modifiers: CTRL, key: "]", code: "BracketRight", ctrlKey: true };
const SPACE: KeyPress = { usage: 0x2c, modifiers: 0, key: " ", code: "Space", ctrlKey: false };

/** What a HID POS scanner of the usual layout sends for a read: 64 bytes with the id, 56 of data, the last bit for more. */
export function hidPosReports({ text, symbology }: Read): readonly Uint8Array[] {
  const data = new TextEncoder().encode(text);
  const reports: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < data.length; from += DATA_BYTES) {
    const part = data.subarray(from, from + DATA_BYTES);
    const report = new Uint8Array(REPORT_BYTES);
    report.set([REPORT_ID, part.length]);
    report.set(new TextEncoder().encode(symbology ?? ""), 2);
    report.set(part, 5);
    report[CONTINUED_AT] = from + DATA_BYTES < data.length ? 1 : 0;
    reports.push(report);
  }
  return reports;
}

/** The keys that a scanner of the US layout presses for a read, Enter at its end. */
export function keyPresses({ text, symbology }: Read): readonly KeyPress[] {
  return [...Array.from(`${symbology ?? ""}${text}`, keyPressOf), ENTER];
}

/** The two boot reports of a key: down, and up again. */
export function bootReports({ modifiers, usage }: KeyPress): readonly Uint8Array[] {
  return [Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0), new Uint8Array(8)];
}

/** What a serial scanner sends for a read: identifier, data, CR. */
export function serialBytes({ text, symbology }: Read): Uint8Array {
  return new TextEncoder().encode(`${symbology ?? ""}${text}\r`);
}

function keyPressOf(character: string): KeyPress {
  if (character === "\u001d") return GROUP_SEPARATOR;
  if (character === " ") return SPACE;
  for (const [modifiers, rows] of [
    [0, KEYBOARD_LAYOUTS.us.plain],
    [SHIFT, KEYBOARD_LAYOUTS.us.shift],
  ] as const) {
    for (const [row, usages] of USAGES.entries()) {
      const usage = usages[(rows[row] ?? "").indexOf(character)];
      if (usage !== undefined) return { usage, modifiers, key: character, code: `Key${usage}`, ctrlKey: false };
    }
  }
  throw new Error(`no key types ${character}`);
}
