import { inputFields, type ReportField } from "../hid-pos/report-descriptor.js";

// HID Usage Tables 1.5, chapter "Keyboard/Keypad Page".
const PAGE = 0x07;
const LEFT_CONTROL = 0x07_00e0;
const BOOT_BYTES = 8;
const FIRST_KEY = 2;

/** Turns the reports of a keyboard into boot reports. */
export interface KeyboardReports {
  /** The 8-byte boot report that says the same; null where the report is not of the keyboard (of its volume keys, say). */
  toBoot(report: Uint8Array): Uint8Array | null;
}

/** Reports as they come in the boot protocol: modifiers, a reserved byte, six keys, and no report id. */
const BOOT_REPORTS: KeyboardReports = { toBoot: (report) => report };

/**
 * How the keyboard of this descriptor reports. Scanners that have more than keys in one interface put a report id before them,
 * and some have more keys or others before them. Where the descriptor can't be had or tells no keys, they are boot reports.
 */
export function keyboardReports(reportDescriptor: Uint8Array | null): KeyboardReports {
  const fields = reportDescriptor === null ? [] : inputFields(reportDescriptor);
  const modifiers = fields.find(({ usages }) => usages[0] === LEFT_CONTROL);
  const keys = fields.find((field) => isKeys(field) && field.reportId === modifiers?.reportId);
  if (modifiers === undefined || keys === undefined) return BOOT_REPORTS;
  const { reportId } = keys;
  const skipped = reportId === null ? 0 : 1;
  const modifiersAt = skipped + (modifiers.bitOffset >> 3);
  const keysAt = skipped + (keys.bitOffset >> 3);
  return {
    toBoot: (report) => {
      if (reportId !== null && report[0] !== reportId) return null;
      const boot = new Uint8Array(BOOT_BYTES);
      boot[0] = report[modifiersAt] ?? 0;
      boot.set(report.subarray(keysAt, keysAt + Math.min(keys.count, BOOT_BYTES - FIRST_KEY)), FIRST_KEY);
      return boot;
    },
  };
}

/** A row of bytes, each the number of a key that is down. */
function isKeys({ isArray, bitSize, bitOffset, usages }: ReportField): boolean {
  return isArray && bitSize === 8 && (bitOffset & 7) === 0 && (usages[0] ?? 0) >> 16 === PAGE;
}
