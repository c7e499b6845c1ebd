import type { Decision, Direction, Scan, ScanId } from "@usher/core";

/** How a token is shown: masked, or whole for whoever asked for that. */
export type ShowToken = (token: string) => string;

/** A scan as a report names it. `scanTimeMs` is the wall clock at the read, in Unix milliseconds. */
export interface ReportedScan {
  readonly scanId: ScanId;
  readonly token: string;
  readonly direction: Direction;
  readonly lane: string;
  readonly readerId: string;
  readonly deviceId: number;
  readonly gateName: string;
  readonly scanTimeMs: number;
  /** The seat, where the decision knew it. */
  readonly place: string | null;
}

/** A scan of the journal, as it is shown. */
export function reportedScan(
  { scanId, scan, decision }: { readonly scanId: ScanId; readonly scan: Scan; readonly decision?: Decision | null },
  show: ShowToken,
): ReportedScan {
  const { barcode, direction, lane, readerId, device, scanTimeMs } = scan;
  const { id: deviceId, gateName } = device;
  const place = decision?.tickets[0]?.place ?? null;
  return { scanId, token: show(barcode.token), direction, lane, readerId, deviceId, gateName, scanTimeMs, place };
}
