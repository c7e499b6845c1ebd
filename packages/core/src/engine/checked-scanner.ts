import type { Frame } from "../domain/frame.js";
import { shapeOf } from "../domain/shape-of.js";
import type { Scanner, ScannerInfo } from "../ports/scanner-driver.js";

/**
 * What a driver answers, held against its port: TypeScript does that only for those who use it, and a gate must not end by what a
 * driver forgot. Each throws a TypeError that names the driver and what is missing.
 */
export function checkedScanner(opened: unknown, kind: string): Scanner {
  const { info, frames$, close } = Object(opened) as Partial<Scanner>;
  const missing = [
    typeof info?.path === "string" ? [] : "info.path",
    typeof frames$?.subscribe === "function" ? [] : "frames$",
    typeof close === "function" ? [] : "close",
  ].flat();
  if (missing.length === 0) return opened as Scanner;
  throw new TypeError(`the driver "${kind}" opened a scanner without ${missing.join(", ")}`);
}

/** See {@link checkedScanner}. */
export function checkedList(found: unknown, kind: string): readonly ScannerInfo[] {
  if (Array.isArray(found) && found.every((info) => typeof (Object(info) as Partial<ScannerInfo>).path === "string"))
    return found as ScannerInfo[];
  throw new TypeError(`the driver "${kind}" listed ${shapeOf(found)}, expected a list of { path, ... }`);
}

/** See {@link checkedScanner}. */
export function checkedFrame(frame: unknown, kind: string): Frame {
  if (typeof (Object(frame) as Partial<Frame>).text === "string") return frame as Frame;
  throw new TypeError(`the driver "${kind}" delivered ${shapeOf(frame)}, expected a frame { bytes, text, symbology }`);
}
