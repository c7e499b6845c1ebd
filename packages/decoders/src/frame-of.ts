import type { Frame } from "@usher/core";
import { aimIdentifier } from "./aim-identifier.js";

/** A frame made of what a scanner sent between its framing: the AIM identifier goes into `symbology`, the rest is data. */
export function frameOf(bytes: Uint8Array): Frame {
  const symbology = aimIdentifier(bytes);
  const data = bytes.slice(symbology?.length ?? 0);
  return { bytes: data, text: textOf(data), symbology };
}

function textOf(bytes: Uint8Array): string {
  try {
    // A byte order mark is data here: text and bytes must say the same.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Not the label "latin1" of TextDecoder: that one means windows-1252 and changes 27 bytes.
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  }
}
