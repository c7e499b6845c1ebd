import { LIMITS } from "../limits.js";

/** One value, or a row of values alike, in a report. Bits are counted from the first byte after the report id. */
export interface ReportField {
  /** Null where the device has no report ids: then its reports begin with data. */
  readonly reportId: number | null;
  readonly bitOffset: number;
  /** Bits of one value. */
  readonly bitSize: number;
  readonly count: number;
  /** Page and usage as one number (`0x8C00FE`-like: page × 65,536 + usage), one for each value; the last one holds for all that follow. */
  readonly usages: readonly number[];
  readonly isArray: boolean;
}

const MAIN = 0;
const GLOBAL = 1;
const LOCAL = 2;
const LONG_ITEM = 0xfe;
const INPUT = 8;
const COLLECTION = 10;
const END_COLLECTION = 12;
const OUTPUT = 9;
const FEATURE = 11;
const CONSTANT = 0x01;
const VARIABLE = 0x02;
const PAGE = 0x1_0000;

interface Globals {
  usagePage: number;
  reportSize: number;
  reportCount: number;
  reportId: number | null;
}

/** What a descriptor has said so far. */
class DescriptorState {
  readonly fields: ReportField[] = [];
  readonly #nextBit = new Map<number | null, number>();
  readonly #stack: Globals[] = [];
  #globals: Globals = { usagePage: 0, reportSize: 0, reportCount: 0, reportId: null };
  #usages: number[] = [];
  #usageMinimum: number | null = null;
  readonly #direction: number;

  /** Of the reports of one direction, `INPUT` or `OUTPUT`: each has bits of its own under the same ids. */
  constructor(direction: number) {
    this.#direction = direction;
  }

  main(tag: number, data: number): void {
    if (tag === this.#direction) this.#field(data);
    if (tag === INPUT || tag === OUTPUT || tag === FEATURE || tag === COLLECTION || tag === END_COLLECTION) {
      this.#usages = [];
      this.#usageMinimum = null;
    }
  }

  global(tag: number, data: number): void {
    if (tag === 0) this.#globals.usagePage = data & 0xffff;
    else if (tag === 7) this.#globals.reportSize = data;
    else if (tag === 8) this.#globals.reportId = data & 0xff;
    else if (tag === 9) this.#globals.reportCount = data;
    else if (tag === 10 && this.#stack.length < LIMITS.descriptorStack) this.#stack.push({ ...this.#globals });
    else if (tag === 11) this.#globals = this.#stack.pop() ?? this.#globals;
  }

  local(tag: number, data: number, size: number): void {
    // A usage of four bytes brings its page with it.
    const usage = size === 4 ? data : this.#globals.usagePage * PAGE + data;
    if (tag === 0) this.#addUsage(usage);
    else if (tag === 1) this.#usageMinimum = usage;
    else if (tag === 2 && this.#usageMinimum !== null) {
      for (let each = this.#usageMinimum; each <= usage && this.#usages.length < LIMITS.usages; each += 1) {
        this.#addUsage(each);
      }
      this.#usageMinimum = null;
    }
  }

  #addUsage(usage: number): void {
    if (this.#usages.length < LIMITS.usages) this.#usages.push(usage);
  }

  #field(flags: number): void {
    const { reportId, reportSize: bitSize, reportCount: count } = this.#globals;
    const bitOffset = this.#nextBit.get(reportId) ?? 0;
    const end = bitOffset + bitSize * count;
    if (bitSize === 0 || count === 0 || end > LIMITS.reportBits) return;
    this.#nextBit.set(reportId, end);
    if ((flags & CONSTANT) !== 0) return;
    this.fields.push({ reportId, bitOffset, bitSize, count, usages: this.#usages, isArray: (flags & VARIABLE) === 0 });
  }
}

/**
 * The input fields that a HID report descriptor describes (Device Class Definition for HID 1.11, section 6.2.2). Never throws: of
 * garbage it reads what can be read.
 */
export function inputFields(descriptor: Uint8Array): readonly ReportField[] {
  return fieldsOf(descriptor, INPUT);
}

/** The output fields that a HID report descriptor describes; see {@link inputFields}. */
export function outputFields(descriptor: Uint8Array): readonly ReportField[] {
  return fieldsOf(descriptor, OUTPUT);
}

function fieldsOf(descriptor: Uint8Array, direction: number): readonly ReportField[] {
  const state = new DescriptorState(direction);
  const end = Math.min(descriptor.length, LIMITS.descriptorBytes);
  let at = 0;
  while (at < end) {
    const prefix = descriptor[at] ?? 0;
    if (prefix === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const size = (prefix & 3) === 3 ? 4 : prefix & 3;
    // An item that the end cuts off says nothing.
    if (at + size >= end) break;
    const data = unsigned(descriptor, at + 1, size);
    const type = (prefix >> 2) & 3;
    const tag = prefix >> 4;
    if (type === MAIN) state.main(tag, data);
    else if (type === GLOBAL) state.global(tag, data);
    else if (type === LOCAL) state.local(tag, data, size);
    at += 1 + size;
  }
  return state.fields;
}

function unsigned(bytes: Uint8Array, at: number, size: number): number {
  let value = 0;
  for (let index = size - 1; index >= 0; index -= 1) value = value * 256 + (bytes[at + index] ?? 0);
  return value;
}
