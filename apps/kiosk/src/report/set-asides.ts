import type { JournalEntry, SetAside } from "@usher/core";

/** A journal that this one took the place of: when, where it lies, and when an operator accepted that; null where nobody has. */
export interface ReportedSetAside extends SetAside {
  readonly setAsideAtMs: number;
  readonly acceptedAtMs: number | null;
}

/** Follows a journal, entry by entry, and keeps where it may have gaps. */
export class SetAsides {
  #all: readonly ReportedSetAside[] = [];

  apply({ kind, atMs, data }: JournalEntry): void {
    if (kind === "setAside") this.#all = [...this.#all, { ...data, setAsideAtMs: atMs, acceptedAtMs: null }];
    if (kind === "setAsideAccepted")
      this.#all = this.#all.map((each) => ({ ...each, acceptedAtMs: each.acceptedAtMs ?? atMs }));
  }

  all(): readonly ReportedSetAside[] {
    return this.#all;
  }
}
