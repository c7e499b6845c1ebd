import type { JournalEntry, OperatorsAct } from "@usher/core";

/** What an operator did to the gate, and when. */
export type ReportedAct = OperatorsAct & { readonly atMs: number };

/** Follows a journal, entry by entry, and keeps what operators did to the gate. That is little: each is told in full. */
export class OperatorsActs {
  readonly #acts: ReportedAct[] = [];

  apply({ kind, atMs, data }: JournalEntry): void {
    if (kind === "operator") this.#acts.push({ ...data, atMs });
  }

  all(): readonly ReportedAct[] {
    return this.#acts;
  }
}

/** An act in words. */
export function actText(act: OperatorsAct): string {
  switch (act.act) {
    case "direction":
      return `turned to ${act.direction}`;
    case "reconfigure":
      return "configured anew";
    case "acceptSetAside":
      return `accepted that ${act.file} was set aside`;
  }
}
