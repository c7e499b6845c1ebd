import {
  LOCAL_STATUS_MESSAGES,
  type DecidedScan,
  type Decision,
  type JournalEntry,
  type QueueState,
  type Scan,
  type ScanId,
  type Status,
} from "@usher/core";

/** What the service answered to a later scan of the same ticket. */
export interface LaterAnswer {
  readonly scanId: ScanId;
  readonly status: Status;
  readonly atMs: number;
}

/** What became of one scan, as far as the journal tells. Times are wall clock, in Unix milliseconds. */
export interface ScanStory {
  readonly scanId: ScanId;
  readonly scan: Scan;
  /** Null while the scan is begun and not decided. */
  readonly decision: Decision | null;
  /** Where the scan stands on its way to the service; null while it is not decided. */
  readonly standing: QueueState | null;
  /** When it was last quarantined, null where it never was. */
  readonly quarantinedAtMs: number | null;
  readonly uploadedAtMs: number | null;
  /** When somebody said, or the gate told, that nobody went through on this permit; null where nobody did. */
  readonly annulledAtMs: number | null;
  /** For a scan in doubt: the first answer of the service about its ticket afterwards. */
  readonly answer: LaterAnswer | null;
  /**
   * For an entry permitted without the service: the first answer that the ticket is already inside, to a scan that was asked
   * before the upload of this one was acknowledged.
   */
  readonly insideAnswer: LaterAnswer | null;
}

type Story = { -readonly [Key in keyof ScanStory]: ScanStory[Key] };

/** A scan that waits for its answer, and what of its ticket the service had not taken when it was asked. */
interface Asked {
  readonly story: Story;
  readonly unacknowledged: readonly Story[];
}

const INSIDE: ReadonlySet<Status> = new Set(["ALREADY_ENTERED", "INTERNAL_SCAN_ALREADY_ENTERED"]);

/**
 * Follows a journal, entry by entry, and keeps the stories that an operator may ask about: of scans in doubt, and of permits
 * that the service did not give. The many others are forgotten as soon as they are decided.
 *
 * A journal that was salvaged may have gaps: an entry about a scan that is not known is passed over.
 */
export class Stories {
  readonly #kept = new Map<ScanId, Story>();
  readonly #byTicket = new Map<string, Story[]>();
  readonly #asked = new Map<ScanId, Asked>();

  apply(entry: JournalEntry): void {
    switch (entry.kind) {
      case "begun":
        return this.#begin(entry.scanId, entry.data.scan);
      case "decided":
        return this.#decide(entry.scanId, entry.data, entry.atMs);
      case "uploaded":
        for (const scanId of entry.data.scanIds) {
          this.#move(scanId, { standing: "uploaded", uploadedAtMs: entry.atMs });
        }
        return;
      case "quarantined":
        return this.#move(entry.scanId, { standing: "quarantined", quarantinedAtMs: entry.atMs });
      case "requeued":
        return this.#move(entry.scanId, { standing: "pending" });
      case "annulled": {
        const standing = entry.data.withdrawn ? ({ standing: "annulled" } as const) : {};
        return this.#move(entry.scanId, { annulledAtMs: entry.atMs, ...standing });
      }
      case "overridden": // told by the permit that overrides
      case "operator":
      case "setAside":
      case "setAsideAccepted":
        return;
    }
  }

  /** The stories so far, in the order of their scans. */
  all(): readonly ScanStory[] {
    const waiting = [...this.#asked.values()].map(({ story }) => story);
    return [...this.#kept.values(), ...waiting].sort((one, other) => (one.scanId < other.scanId ? -1 : 1));
  }

  #begin(scanId: ScanId | null, scan: Scan): void {
    if (scanId === null) return;
    this.#asked.set(scanId, { story: storyOf(scanId, scan), unacknowledged: this.#unacknowledged(scan) });
  }

  #decide(scanId: ScanId | null, { scan, decision }: Pick<DecidedScan, "scan" | "decision">, atMs: number): void {
    if (scanId === null) return;
    const asked = this.#asked.get(scanId);
    this.#asked.delete(scanId);
    const status = answeredStatus(decision);
    if (status !== null) {
      const answer = { scanId, status, atMs };
      this.#takeAnswer(scan, answer, asked?.unacknowledged ?? this.#unacknowledged(scan));
    }
    const story = asked?.story ?? storyOf(scanId, scan);
    const isUnknownToService = decision.outcome === "permit" && decision.source !== "online";
    if (!isUnknownToService && !decision.inDoubt) return;
    story.decision = decision;
    story.standing = isUnknownToService ? "pending" : "notForUpload";
    this.#keep(story);
  }

  #takeAnswer(scan: Scan, answer: LaterAnswer, unacknowledged: readonly Story[]): void {
    for (const story of this.#of(scan)) {
      if (story.decision?.inDoubt === true) story.answer ??= answer;
    }
    if (scan.direction !== "enter" || !INSIDE.has(answer.status)) return;
    for (const story of unacknowledged) {
      // The service may have taken a scan in doubt: the answer may be the echo of that very scan.
      if (story.scan.direction === "enter" && story.decision?.inDoubt === false) story.insideAnswer ??= answer;
    }
  }

  #unacknowledged(scan: Scan): readonly Story[] {
    return this.#of(scan).filter(({ standing }) => standing === "pending" || standing === "quarantined");
  }

  #of({ barcode }: Scan): readonly Story[] {
    return this.#byTicket.get(barcode.ticketKey) ?? [];
  }

  #keep(story: Story): void {
    const { ticketKey } = story.scan.barcode;
    this.#kept.set(story.scanId, story);
    const ofTicket = this.#byTicket.get(ticketKey);
    if (ofTicket === undefined) this.#byTicket.set(ticketKey, [story]);
    else ofTicket.push(story);
  }

  #move(scanId: ScanId | null, change: Partial<Story>): void {
    const story = scanId === null ? undefined : this.#kept.get(scanId);
    if (story !== undefined) Object.assign(story, change);
  }
}

/** What the service itself said to a scan; null where it said nothing that is about the ticket. */
function answeredStatus(decision: Decision): Status | null {
  if (decision.source !== "online") return null;
  return Object.hasOwn(LOCAL_STATUS_MESSAGES, decision.status) ? null : (decision.answered ?? decision.status);
}

function storyOf(scanId: ScanId, scan: Scan): Story {
  return {
    scanId,
    scan,
    decision: null,
    standing: null,
    quarantinedAtMs: null,
    uploadedAtMs: null,
    annulledAtMs: null,
    answer: null,
    insideAnswer: null,
  };
}
