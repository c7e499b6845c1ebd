import type { ScanStore, StoreCounts } from "../ports/scan-store.js";

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

  now(): StoreCounts & { readonly admittedUnknown: number } {
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
