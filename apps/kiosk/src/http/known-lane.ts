import type { ScannerState } from "@usher/core";
import { lanesOf } from "../lanes.js";
import { HttpError } from "./http-error.js";

/** A lane that exists, or none. */
export function knownLane({ readers }: ScannerState, wanted: string | undefined): string | undefined {
  const lanes = lanesOf(readers);
  if (wanted === undefined || lanes.includes(wanted)) return wanted;
  throw new HttpError("badRequest", `body.lane: there is no such lane, expected one of ${lanes.join(", ")}`);
}
