import type { Frame } from "@usher/core";
import { aimIdentifier } from "./aim/aim-identifier.js";

// A byte order mark is data here: text and bytes must say the same.
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * A frame made of what a scanner sent between its framing: the AIM identifier goes into `symbology`, the rest is data. Where the
 * transport itself tells the symbology (`told`), an identifier in the data counts only if it names the same one; it is the
 * more exact of the two.
 */
export function frameOf(bytes: Uint8Array, told: string | null = null): Frame {
  const found = aimIdentifier(bytes);
  const inData = found !== null && (told === null || told[1] === found[1]) ? found : null;
  const data = bytes.slice(inData?.length ?? 0);
  return { bytes: data, text: textOf(data), symbology: inData ?? told };
}

function textOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Not the label "latin1" of TextDecoder: that one means windows-1252 and changes 27 bytes.
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}
