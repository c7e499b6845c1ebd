import type { GateScanner, ScanStore, Time } from "@usher/core";
import type { Logger } from "pino";
import type { Observable } from "rxjs";
import type { JournalReader } from "./journal-reader.js";
import type { KioskState } from "./kiosk-state.js";

/** What the routes look at. */
export interface SurfaceContext {
  readonly scanner: GateScanner;
  /** The state now, and after every change. */
  readonly state$: Observable<KioskState>;
  /** The newest state. */
  readonly state: () => KioskState;
  readonly journal: Pick<ScanStore, "journal" | "quarantined">;
  readonly journalReader: JournalReader;
  /** An operator accepts, by these means, that a damaged database was set aside. */
  readonly acceptSetAside: (means: string) => void;
  readonly time: Time;
  readonly log: Logger;
}
