import type { ScanStore, StoreCounts } from "../ports/scan-store.js";
import type { Alarms } from "./alarms.js";

/** What the store counts, with the unknown tickets that were admitted. */
export type Counted = StoreCounts & { readonly admittedUnknown: number };

/** What the store counts, for a state that must always be told: where the disk can't be read, what it counted last. */
export class Counts {
  readonly #store: Pick<ScanStore, "counts" | "admittedUnknown">;
  readonly #onFailure: (error: unknown) => void;
  #last = { pending: 0, quarantined: 0, inDoubt: 0, admittedUnknown: 0 };
  #telling = false;

  constructor(store: Pick<ScanStore, "counts" | "admittedUnknown">, onFailure: (error: unknown) => void) {
    this.#store = store;
    this.#onFailure = onFailure;
  }

  now(): Counted {
    try {
      this.#last = { ...this.#store.counts(), admittedUnknown: this.#store.admittedUnknown() };
    } catch (error) {
      this.#tell(error);
    }
    return this.#last;
  }

  /** Telling of a failure makes the state be told, which counts again: once is enough. */
  #tell(error: unknown): void {
    if (this.#telling) return;
    this.#telling = true;
    this.#onFailure(error);
    this.#telling = false;
  }
}

/** Says what an operator must hear of the counts. `maxUnknown`: the venue's allowance for unknown tickets, null where it has none. */
export function tellCounts(alarms: Alarms, { quarantined, admittedUnknown }: Counted, maxUnknown: number | null): void {
  const malformed = `Scans that the service refused as malformed: ${quarantined}. Look at them and queue them again`;
  alarms.set("QUARANTINE", quarantined === 0 ? null : malformed);
  const usedUp = `Unknown tickets let in offline: ${maxUnknown}, as many as may be. Further ones are denied until the service has taken those`;
  alarms.set("UNKNOWN_TICKETS", maxUnknown === null || admittedUnknown < maxUnknown ? null : usedUp);
}
