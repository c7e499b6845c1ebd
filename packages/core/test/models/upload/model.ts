import type { AsyncCommand } from "fast-check";
import { expect } from "vitest";
import { ticket, type World } from "../../world/world.js";

/** Something that happens to the queue of a gate. */
export type UploadCommand = AsyncCommand<UploadModel, World>;

/** Fewer malformed scans than make the service's refusals look like a refusal of the format. */
const MOST_MALFORMED = 7;

/** What people know of the queue: which tickets they have scanned, and which of these the service will never digest. */
export class UploadModel {
  #tickets = 0;
  readonly #malformed: string[] = [];

  /** A ticket that was not scanned yet. */
  nextTicket(): string {
    this.#tickets += 1;
    return ticket(this.#tickets);
  }

  /** One more malformed ticket, where there may be one. */
  malformedTicket(): string | null {
    if (this.#malformed.length === MOST_MALFORMED) return null;
    const token = this.nextTicket();
    this.#malformed.push(token);
    return token;
  }

  get malformed(): readonly string[] {
    return this.#malformed;
  }
}

/** Whether the gate counts what waits, what lies in quarantine and what is in doubt as it must be from all that was seen. */
export function compare({ run, history }: World): void {
  const waiting = new Set<string>();
  const lying = new Set<string>();
  const doubtful = new Set<string>();
  for (const moment of history.moments) {
    if (moment.kind === "kept") {
      const { outcome, source, inDoubt } = moment.decision;
      if (outcome === "permit" && source !== "online") waiting.add(moment.scanId);
      if (inDoubt) doubtful.add(moment.scanId);
    }
    const settled = moment.kind === "acknowledged" || moment.kind === "quarantined";
    if (settled) for (const scanId of moment.scanIds) waiting.delete(scanId);
    if (moment.kind === "acknowledged") for (const scanId of moment.scanIds) doubtful.delete(scanId);
    if (moment.kind === "quarantined") for (const scanId of moment.scanIds) lying.add(scanId);
    if (moment.kind === "requeued") {
      for (const scanId of moment.scanIds) {
        lying.delete(scanId);
        waiting.add(scanId);
      }
    }
  }
  const inDoubt = doubtful.size + run.store.unfinished().length;
  expect(run.store.counts()).toEqual({ pending: waiting.size, quarantined: lying.size, inDoubt });
  expect(run.state).toMatchObject({ pendingUploads: waiting.size, quarantined: lying.size });
}
