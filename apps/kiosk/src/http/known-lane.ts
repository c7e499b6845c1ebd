import type { ScannerState } from "@usher/core";
import { HttpError } from "./http-error.js";

/** A lane that exists, or none. */
export function knownLane({ lanes }: ScannerState, wanted: string | undefined): string | undefined {
  if (wanted === undefined || lanes.some(({ id }) => id === wanted)) return wanted;
  const there = lanes.map(({ id }) => id).join(", ");
  throw new HttpError("badRequest", `body.lane: there is no such lane, expected one of ${there}`);
}
