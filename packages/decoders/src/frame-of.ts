import type { Frame } from "@usher/core";
import { aimIdentifier } from "./aim/aim-identifier.js";
import { LIMITS } from "./limits.js";

const SMALL_BYTES = 64;

// A byte order mark is data here: text and bytes must say the same.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A frame made of what a scanner sent between its framing: the AIM identifier goes into `symbology`, the rest is data. Where the
 * transport itself tells the symbology (`told`), an identifier in the data counts only if it names the same one; it is the
 * more exact of the two. Only the bytes from `from` up to `to` are looked at.
 */
export function frameOf(bytes: Uint8Array, told: string | null = null, from = 0, to = bytes.length): Frame {
  const found = to - from < 3 ? null : aimIdentifier(bytes, from);
  const inData = found !== null && (told === null || told.charCodeAt(1) === found.charCodeAt(1)) ? found : null;
  const data = copyOf(bytes, inData === null ? from : from + inData.length, to);
  return { bytes: data, text: textOf(data), symbology: inData ?? told };
}

/**
 * Engines keep typed arrays of more than 64 bytes outside their heap, and making one costs ten times as much as all else that is
 * done for a read. So the data of long codes lie side by side in blocks, as Node's own buffers do.
 */
let block = new Uint8Array(LIMITS.blockBytes);
let blockUsed = 0;

function copyOf(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const length = to - from;
  if (length <= SMALL_BYTES || length > LIMITS.blockBytes / 4) return bytes.slice(from, to);
  if (blockUsed + length > LIMITS.blockBytes) {
    block = new Uint8Array(LIMITS.blockBytes);
    blockUsed = 0;
  }
  block.set(bytes.subarray(from, to), blockUsed);
  blockUsed += length;
  return block.subarray(blockUsed - length, blockUsed);
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Not the label "latin1" of TextDecoder: that one means windows-1252 and changes 27 bytes.
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}
