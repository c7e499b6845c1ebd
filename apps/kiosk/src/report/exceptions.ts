import type { Annulment, Decision, JournalEntry, PassageException, Scan, ScanId } from "@usher/core";
import { reportedScan, type ReportedScan, type ShowToken } from "./reported-scan.js";

/** Somebody whom the rules alone would not have let pass. Role and reason are the operator's; null where the venue's allowance did it. */
export interface ReportedException extends ReportedScan {
  readonly kind: PassageException["kind"];
  readonly role: string | null;
  readonly reason: string | null;
  /** When it was annulled: nobody went through on it after all. */
  readonly annulledAtMs: number | null;
}

/**
 * Nobody went through on a permit. `withdrawn`: the service never heard of it; else it has the ticket as passed. The permit stands in
 * the journal under its `scanId`.
 */
export interface ReportedAnnulment {
  readonly scanId: ScanId;
  readonly annulledAtMs: number;
  readonly by: Annulment["by"];
  readonly role: string | null;
  readonly reason: string | null;
  readonly withdrawn: boolean;
}

interface Kept {
  readonly scanId: ScanId;
  readonly scan: Scan;
  readonly decision: Decision;
  readonly exception: PassageException;
}

/** Follows a journal, entry by entry, and keeps its exceptions (promise P14). They are few: each is told in full. */
export class Exceptions {
  readonly #permits: Kept[] = [];
  readonly #annulments = new Map<ScanId, ReportedAnnulment>();

  apply({ kind, scanId, atMs, data }: JournalEntry): void {
    if (scanId === null) return;
    if (kind === "decided") {
      const { scan, decision } = data;
      const { exception } = decision;
      if (exception !== undefined) this.#permits.push({ scanId, scan, decision, exception });
    }
    if (kind === "annulled") {
      const { by, withdrawn } = data;
      this.#annulments.set(scanId, { scanId, annulledAtMs: atMs, by, ...wordOf(data), withdrawn });
    }
  }

  permits(show: ShowToken): readonly ReportedException[] {
    return this.#permits.map(({ exception, ...permit }) => ({
      ...reportedScan(permit, show),
      kind: exception.kind,
      ...wordOf(exception),
      annulledAtMs: this.#annulments.get(permit.scanId)?.annulledAtMs ?? null,
    }));
  }

  annulments(): readonly ReportedAnnulment[] {
    return [...this.#annulments.values()];
  }
}

function wordOf(by: Annulment | PassageException): Pick<ReportedException, "role" | "reason"> {
  return "role" in by ? { role: by.role, reason: by.reason } : { role: null, reason: null };
}
