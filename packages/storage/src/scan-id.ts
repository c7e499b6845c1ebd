import type { ScanId } from "@usher/core";

/** Twelve digits sort as text as they do as numbers, for as many scans as a gate will ever see. */
const DIGITS = 12;

/** The id of a scan: the number of its first journal entry, as text that sorts in the order of issue. */
export function scanIdOf(seq: number): ScanId {
  return String(seq).padStart(DIGITS, "0");
}

/** The number in a scan id, or null where this is no id of ours. */
export function seqOf(scanId: ScanId): number | null {
  const seq = Number(scanId);
  return Number.isSafeInteger(seq) && scanIdOf(seq) === scanId ? seq : null;
}
