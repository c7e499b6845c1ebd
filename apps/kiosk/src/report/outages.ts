import type { Decision, JournalEntry, ScanId } from "@usher/core";

/**
 * A time without the service: from the first scan that was decided offline to the next answer. Times are wall clock, in Unix
 * milliseconds.
 */
export interface Outage {
  readonly beginMs: number;
  /** Null while it lasts. */
  readonly endMs: number | null;
  readonly permits: number;
  readonly denials: number;
  /** How many of both are in doubt. */
  readonly inDoubt: number;
  /** How many of its permits the service has not taken yet. */
  readonly waiting: number;
  /** When the service had taken the last of its permits; null where it has not, or there were none. */
  readonly drainedAtMs: number | null;
}

type Growing = { -readonly [Key in keyof Outage]: Outage[Key] };

/** Follows a journal, entry by entry, and keeps its outages. */
export class Outages {
  readonly #outages: Growing[] = [];
  #open: Growing | null = null;
  /** In which outage a permit was given that the service has not taken yet. */
  readonly #waiting = new Map<ScanId, Growing>();

  apply({ kind, scanId, atMs, data }: JournalEntry): void {
    if (kind === "uploaded") {
      this.#end(atMs);
      for (const taken of data.scanIds) this.#drain(taken, atMs);
    }
    if (kind === "annulled" && scanId !== null) this.#withdraw(scanId, atMs);
    if (kind !== "decided" || scanId === null) return;
    const { decision } = data;
    if (decision.source === "online") this.#end(atMs);
    if (decision.source === "offline") this.#count(scanId, decision, atMs);
  }

  all(): readonly Outage[] {
    return this.#outages;
  }

  #count(scanId: ScanId, { outcome, inDoubt }: Decision, atMs: number): void {
    const outage = (this.#open ??= this.#begin(atMs));
    if (inDoubt) outage.inDoubt += 1;
    if (outcome === "deny") {
      outage.denials += 1;
      return;
    }
    outage.permits += 1;
    outage.waiting += 1;
    this.#waiting.set(scanId, outage);
  }

  #begin(beginMs: number): Growing {
    const outage = { beginMs, endMs: null, permits: 0, denials: 0, inDoubt: 0, waiting: 0, drainedAtMs: null };
    this.#outages.push(outage);
    return outage;
  }

  #end(atMs: number): void {
    if (this.#open !== null) this.#open.endMs = atMs;
    this.#open = null;
  }

  /** Nobody went through on this permit, and the service will never hear of it. */
  #withdraw(scanId: ScanId, atMs: number): void {
    const outage = this.#waiting.get(scanId);
    if (outage === undefined) return;
    outage.permits -= 1;
    this.#drain(scanId, atMs);
  }

  #drain(scanId: ScanId, atMs: number): void {
    const outage = this.#waiting.get(scanId);
    if (outage === undefined) return;
    this.#waiting.delete(scanId);
    outage.waiting -= 1;
    if (outage.waiting === 0) outage.drainedAtMs = atMs;
  }
}
