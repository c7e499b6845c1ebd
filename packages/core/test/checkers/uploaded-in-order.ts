import type { Scan } from "../../src/index.js";
import { LIMITS } from "../../src/index.js";
import type { Checker } from "./checker.js";
import { named } from "./stories.js";

/** The queue as it must be: what was permitted offline, device by device, in the order kept; a re-queued scan comes last. */
class ExpectedQueue {
  readonly #scans = new Map<string, Scan>();
  #waiting: string[] = [];

  join(scanId: string, scan: Scan): void {
    this.#scans.set(scanId, scan);
    this.#waiting.push(scanId);
  }

  leave(scanIds: readonly string[]): void {
    this.#waiting = this.#waiting.filter((scanId) => !scanIds.includes(scanId));
  }

  rejoin(scanIds: readonly string[]): void {
    this.leave(scanIds);
    this.#waiting.push(...scanIds);
  }

  get waiting(): readonly Scan[] {
    return this.#waiting.flatMap((scanId) => this.#scans.get(scanId) ?? []);
  }

  of(deviceId: number): readonly Scan[] {
    return this.waiting.filter(({ device }) => device.id === deviceId);
  }
}

/**
 * P4: every upload brings the oldest scans of one device at one gate that were permitted offline and are neither acknowledged,
 * annulled nor in quarantine, with the data they were kept with; nothing else is ever uploaded, and in the end nothing waits.
 */
export const uploadedInOrder: Checker = ({ history }) => {
  const offences: string[] = [];
  const queue = new ExpectedQueue();
  for (const moment of history.moments) {
    if (moment.kind === "kept") {
      const { scanId, scan, decision } = moment;
      if (decision.outcome === "permit" && decision.source !== "online") queue.join(scanId, scan);
    }
    if (moment.kind === "acknowledged" || moment.kind === "quarantined") queue.leave(moment.scanIds);
    if (moment.kind === "annulled") queue.leave([moment.scanId]);
    if (moment.kind === "requeued") queue.rejoin(moment.scanIds);
    if (moment.kind === "uploading") offences.push(...misfits(moment.scans, queue));
  }
  return [...offences, ...queue.waiting.map((scan) => `${named(scan)}: permitted offline and never uploaded`)];
};

function misfits(batch: readonly Scan[], queue: ExpectedQueue): readonly string[] {
  const [first] = batch;
  if (first === undefined) return ["an upload of nothing"];
  const offences: string[] = [];
  if (batch.length > LIMITS.uploadBatch) offences.push(`${batch.length} scans in one upload`);
  const devices = new Set(batch.map(({ device }) => JSON.stringify(device)));
  if (devices.size > 1) offences.push(`one upload of ${[...devices].join(" and ")}`);
  const due = queue.of(first.device.id).slice(0, batch.length);
  if (JSON.stringify(due) !== JSON.stringify(batch)) {
    offences.push(`uploaded ${batch.map(named).join("; ")}, due was ${due.map(named).join("; ")}`);
  }
  return offences;
}
