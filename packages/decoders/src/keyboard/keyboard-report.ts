import { inputFields, type InputField } from "../hid-pos/report-descriptor.js";

/** Where the modifiers and the pressed keys lie in an input report of a keyboard, in bytes after the report id. */
export interface KeyboardReport {
  /** The report's first byte; null where the keyboard has no report ids. */
  readonly reportId: number | null;
  readonly modifiersAt: number;
  readonly keysAt: number;
  readonly keys: number;
}

/** The report that every boot keyboard sends (HID 1.11, appendix B): modifiers, a reserved byte, six keys. */
export const BOOT_REPORT: KeyboardReport = { reportId: null, modifiersAt: 0, keysAt: 2, keys: 6 };

const KEYBOARD_PAGE = 0x07;
const LEFT_CTRL = 0x07_00e0;

/**
 * The report of a keyboard that lists its pressed keys, as its report descriptor has it; null where there is none. Keyboards
 * that send a bit for each key (NKRO) are not read.
 */
export function keyboardReportOf(reportDescriptor: Uint8Array): KeyboardReport | null {
  const fields = inputFields(reportDescriptor);
  const keys = fields.find(
    (field) => field.isArray && field.bitSize === 8 && isOfKeyboard(field) && isWholeBytes(field),
  );
  if (keys === undefined) return null;
  const { reportId } = keys;
  const modifiers = fields.find(
    (field) => field.reportId === reportId && !field.isArray && field.usages[0] === LEFT_CTRL && field.count === 8,
  );
  if (modifiers === undefined || !isWholeBytes(modifiers)) return null;
  return { reportId, modifiersAt: modifiers.bitOffset / 8, keysAt: keys.bitOffset / 8, keys: keys.count };
}

function isOfKeyboard({ usages }: InputField): boolean {
  return usages[0] !== undefined && Math.floor(usages[0] / 0x1_0000) === KEYBOARD_PAGE;
}

function isWholeBytes({ bitOffset, bitSize, count }: InputField): boolean {
  return bitOffset % 8 === 0 && (bitSize * count) % 8 === 0;
}
