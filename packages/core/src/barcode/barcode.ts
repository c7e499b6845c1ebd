import type { Barcode } from "../domain/barcode.js";
import type { Frame } from "../domain/frame.js";
import { LIMITS } from "../domain/limits.js";

/** Control characters and blanks around a code are the scanner's, not the ticket's. Inside it they stay (GS1 separators). */
const PADDING = /^[\s\p{Cc}]+|[\s\p{Cc}]+$/gu;

/**
 * The ticket in a frame, or null where the frame is noise: nothing but blanks and control characters, or longer than any
 * ticket. The ticket key is the token itself until a code is known to carry a part that rotates.
 */
export function barcodeOf(frame: Pick<Frame, "text" | "symbology">): Barcode | null {
  const token = frame.text.replace(PADDING, "");
  if (token.length === 0 || token.length > LIMITS.tokenLength) return null;
  return { token, ticketKey: token, symbology: frame.symbology };
}
