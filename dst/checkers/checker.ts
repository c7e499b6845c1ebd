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
  return kiosk.journal.flatMap(({ kind, scanId, state, data }) =>
    kind === "decided" ? [{ scanId: scanId ?? "", state, ...data }] : [],
  );
}
