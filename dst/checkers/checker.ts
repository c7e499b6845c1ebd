import type { Decision, JournalEntry, Scan } from "@usher/core";
import type { History, Violation } from "../history.js";
import type { Kiosk } from "../kiosk.js";
import type { Plant } from "../plant.js";
import type { VenueService } from "../venue-service.js";

/** A kiosk in the end, with its journal as it lies on its disk. */
export interface KioskRecord {
  readonly name: string;
  readonly kiosk: Kiosk;
  readonly journal: readonly JournalEntry[];
}

/** A day that is over, for the checkers. */
export interface DayRecord {
  readonly kiosks: readonly KioskRecord[];
  readonly history: History;
  readonly service: VenueService;
  readonly timersWaiting: number;
}

/** One property of a day. `canary` is a bug that it must find. */
export interface Checker {
  readonly name: string;
  /** The promises it watches over. */
  readonly promises: readonly string[];
  readonly check: (record: DayRecord) => readonly Violation[];
  readonly canary: Plant;
}

/** A decided entry as the journal has it in the end. */
export interface Decided {
  readonly scanId: string;
  readonly state: JournalEntry["state"];
  readonly scan: Scan;
  readonly decision: Decision;
}

/** The decided entries of a kiosk's journal, in order, as they lie on its disk. */
export function decidedBy(kiosk: KioskRecord): readonly Decided[] {
  return kiosk.journal
    .filter(({ kind }) => kind === "decided")
    .map(({ scanId, state, data }) => ({
      scanId: scanId ?? "",
      state,
      ...(data as Pick<Decided, "scan" | "decision">),
    }));
}

/** A decided entry, and whether permits for its ticket were waiting for the service to take them when it was decided. */
export interface DecidedInTime extends Pick<Decided, "scan" | "decision"> {
  readonly scanId: string;
  readonly isHeld: boolean;
}

/** The decided entries of a kiosk's journal as a story: what the service did not know of yet at each. */
export function storyOf({ journal }: KioskRecord): readonly DecidedInTime[] {
  const unacknowledged = new Map<string, string>();
  return journal.flatMap(({ kind, scanId, data }) => {
    if (kind === "uploaded") for (const id of (data as { scanIds: string[] }).scanIds) unacknowledged.delete(id);
    if (kind !== "decided" || scanId === null) return [];
    const { scan, decision } = data as Pick<Decided, "scan" | "decision">;
    const isHeld = [...unacknowledged.values()].includes(scan.barcode.ticketKey);
    if (decision.outcome === "permit" && decision.source !== "online")
      unacknowledged.set(scanId, scan.barcode.ticketKey);
    return [{ scanId, scan, decision, isHeld }];
  });
}

/** Whether the service's answer tells where the ticket is: it does not know of permits that it has yet to take. */
export function tellsEntered({ decision, isHeld }: DecidedInTime): boolean {
  return decision.status === "ALREADY_ENTERED" && decision.source === "online" && !isHeld;
}
