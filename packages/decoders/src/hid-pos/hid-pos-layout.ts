import { inputFields, type ReportField } from "./report-descriptor.js";

/** Where a value lies in a report: bits from the first byte after the report id. */
export interface BitField {
  readonly bitOffset: number;
  readonly bitSize: number;
}

/** Where the parts of a read lie in an input report of a HID POS scanner. */
export interface HidPosLayout {
  /** The report's first byte; null where the scanner has no report ids and its reports begin with data. */
  readonly reportId: number | null;
  /** The three characters of the AIM identifier; null where the scanner tells none. */
  readonly identifier: readonly [BitField, BitField, BitField] | null;
  /** How many bytes of the data count; null where the padding must tell. */
  readonly byteCount: BitField | null;
  readonly data: BitField;
  /** The bit that says that another report follows; null where every report is a read of its own. */
  readonly continued: BitField | null;
}

// HID Usage Tables 1.5, chapter "Barcode Scanner Page", and the Byte Count of Generic Desktop.
const SYMBOLOGY_IDENTIFIER_1 = 0x8c_00fb;
const SYMBOLOGY_IDENTIFIER_2 = 0x8c_00fc;
const SYMBOLOGY_IDENTIFIER_3 = 0x8c_00fd;
const DECODED_DATA = 0x8c_00fe;
const DECODE_DATA_CONTINUED = 0x8c_00ff;
const BYTE_COUNT = 0x01_003b;

/** The layouts that a report descriptor describes, one for each report that carries decoded data; none where it is no HID POS scanner. */
export function hidPosLayouts(reportDescriptor: Uint8Array): readonly HidPosLayout[] {
  const fields = inputFields(reportDescriptor);
  const reportIds = new Set(fields.map((field) => field.reportId));
  return [...reportIds].flatMap((reportId) => {
    const layout = layoutOf(
      reportId,
      fields.filter((field) => field.reportId === reportId),
    );
    return layout === null ? [] : [layout];
  });
}

function layoutOf(reportId: number | null, fields: readonly ReportField[]): HidPosLayout | null {
  const data = dataField(fields);
  if (data === null) return null;
  const first = valueOf(SYMBOLOGY_IDENTIFIER_1, fields);
  const second = valueOf(SYMBOLOGY_IDENTIFIER_2, fields) ?? valueOf(SYMBOLOGY_IDENTIFIER_1, fields, 1);
  const third = valueOf(SYMBOLOGY_IDENTIFIER_3, fields) ?? valueOf(SYMBOLOGY_IDENTIFIER_1, fields, 2);
  return {
    reportId,
    identifier: first !== null && second !== null && third !== null ? [first, second, third] : null,
    byteCount: valueOf(BYTE_COUNT, fields),
    data,
    continued: valueOf(DECODE_DATA_CONTINUED, fields),
  };
}

/** The data: a row of bytes, or one value of many bytes. */
function dataField(fields: readonly ReportField[]): BitField | null {
  for (const { usages, bitOffset, bitSize, count } of fields) {
    const index = usages.indexOf(DECODED_DATA);
    if (index === -1 || index >= count) continue;
    const values = index === usages.length - 1 ? count - index : 1;
    const bits = values * bitSize;
    if (bits % 8 === 0) return { bitOffset: bitOffset + index * bitSize, bitSize: bits };
  }
  return null;
}

/** Where the value with this usage lies, or the one `next` places after it in the same row where the usage holds for that too. */
function valueOf(usage: number, fields: readonly ReportField[], next = 0): BitField | null {
  for (const { usages, bitOffset, bitSize, count } of fields) {
    const index = usages.indexOf(usage);
    if (index === -1 || (next > 0 && index !== usages.length - 1) || index + next >= count) continue;
    return { bitOffset: bitOffset + (index + next) * bitSize, bitSize };
  }
  return null;
}

const byteAt = (index: number): BitField => ({ bitOffset: index * 8, bitSize: 8 });
const bytesAt = (index: number, count: number): BitField => ({ bitOffset: index * 8, bitSize: count * 8 });

/**
 * Layouts met in the field, for where the descriptor can't be had. Those of one report id are tried in this order; the first whose
 * identifier is one is taken.
 */
export const COMMON_HID_POS_LAYOUTS: readonly HidPosLayout[] = [
  // Access-IS LSR118 and ATR110, Honeywell: 64 bytes with the id; data 56 bytes, then the vendor's own code, a reserved byte, flags.
  {
    reportId: 2,
    byteCount: byteAt(0),
    identifier: [byteAt(1), byteAt(2), byteAt(3)],
    data: bytesAt(4, 56),
    continued: { bitOffset: 62 * 8, bitSize: 1 },
  },
  // The same with everything after the length one byte later.
  {
    reportId: 2,
    byteCount: byteAt(0),
    identifier: [byteAt(2), byteAt(3), byteAt(4)],
    data: bytesAt(5, 56),
    continued: { bitOffset: 62 * 8, bitSize: 1 },
  },
  // Microscan Mini Hawk: a length, then data to the end. Nothing says whether more follows.
  { reportId: 1, byteCount: byteAt(0), identifier: null, data: bytesAt(1, 62), continued: null },
];

const NEWLAND = 0x1eab;

/**
 * Newland, HR and FM user guides, "HID-POS": no AIM identifier, 56 bytes of data right after the length, four reserved, a symbology of
 * its own, flags. By the common layout each read would lose its first three characters.
 */
const NEWLAND_HID_POS_LAYOUTS: readonly HidPosLayout[] = [
  {
    reportId: 2,
    byteCount: byteAt(0),
    identifier: null,
    data: bytesAt(1, 56),
    continued: { bitOffset: 62 * 8, bitSize: 1 },
  },
];

/** The layouts of this maker's scanners, for where the descriptor can't be had. */
export function usualHidPosLayouts(vendorId: number): readonly HidPosLayout[] {
  return vendorId === NEWLAND ? NEWLAND_HID_POS_LAYOUTS : COMMON_HID_POS_LAYOUTS;
}
