import type { Annulment, Decision, Denial, Permit, Scan, ScanId } from "../../src/index.js";
import { MemoryStore } from "../../src/testing/index.js";
import type { History } from "./history.js";

/** What is on the disk of a gate: survives every run. */
export type DiskContents = NonNullable<ConstructorParameters<typeof MemoryStore>[0]>;

/** A disk on which nothing was written yet. */
export function emptyDisk(): DiskContents {
  return { configuration: null, scans: new Map(), ledger: [], journal: [] };
}

/** A store that notes in the history what it has kept, and what it could not. */
export class NotedStore extends MemoryStore {
  readonly #history: History;

  constructor(contents: DiskContents, history: History) {
    super(contents);
    this.#history = history;
  }

  override begin(scan: Scan, atMs: number): ScanId {
    const scanId = super.begin(scan, atMs);
    this.#history.note({ kind: "begun", scan });
    return scanId;
  }

  override commit(scan: Scan, decision: Decision, atMs: number, begunId?: ScanId): Permit | Denial {
    try {
      const saved = super.commit(scan, decision, atMs, begunId);
      this.#history.note({ kind: "kept", scanId: saved.scanId, scan, decision });
      return saved;
    } catch (error) {
      this.#history.note({ kind: "unkept", scan, decision });
      throw error;
    }
  }

  override acknowledge(scanIds: readonly ScanId[], atMs: number): void {
    super.acknowledge(scanIds, atMs);
    this.#history.note({ kind: "acknowledged", scanIds });
  }

  override quarantine(scanId: ScanId, atMs: number): void {
    super.quarantine(scanId, atMs);
    this.#history.note({ kind: "quarantined", scanIds: [scanId] });
  }

  override annul(scanId: ScanId, annulment: Annulment, atMs: number): "withdrawn" | "noted" {
    try {
      const outcome = super.annul(scanId, annulment, atMs);
      this.#history.note({ kind: "annulled", scanId, withdrawn: outcome === "withdrawn" });
      return outcome;
    } catch (error) {
      this.#history.note({ kind: "unannulled", scanId });
      throw error;
    }
  }

  override requeue(scanId: ScanId, atMs: number): void {
    super.requeue(scanId, atMs);
    this.#history.note({ kind: "requeued", scanIds: [scanId] });
  }
}
