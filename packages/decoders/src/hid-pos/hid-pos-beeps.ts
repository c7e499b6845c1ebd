import { outputFields } from "./report-descriptor.js";

/** The output reports by which a HID POS scanner is let beep, each beginning with its report id, or with 0 where it has none. */
export interface HidPosBeeps {
  readonly good: Uint8Array;
  readonly error: Uint8Array;
}

// HID Usage Tables 1.5, chapter "Barcode Scanner Page": the Trigger Report.
const GOOD_READ_BEEP = 0x8c_0086;
const ERROR_BEEP = 0x8c_0085;

/** How a scanner is let beep by the standard Trigger Report; null where its descriptor has none, or not both beeps. */
export function hidPosBeeps(reportDescriptor: Uint8Array): HidPosBeeps | null {
  const good = beep(reportDescriptor, GOOD_READ_BEEP);
  const error = beep(reportDescriptor, ERROR_BEEP);
  return good === null || error === null ? null : { good, error };
}

/** The report with this one bit set. Bits that only pad it to a byte are counted with it. */
function beep(reportDescriptor: Uint8Array, usage: number): Uint8Array | null {
  const fields = outputFields(reportDescriptor);
  for (const { reportId, usages, bitOffset, bitSize, count } of fields) {
    const index = usages.indexOf(usage);
    if (index === -1 || index >= count) continue;
    const ends = fields
      .filter((field) => field.reportId === reportId)
      .map((field) => field.bitOffset + field.bitSize * field.count);
    const report = new Uint8Array(1 + Math.ceil(Math.max(...ends) / 8));
    const bit = bitOffset + index * bitSize;
    report[0] = reportId ?? 0;
    report[1 + (bit >> 3)] = 1 << (bit & 7);
    return report;
  }
  return null;
}
