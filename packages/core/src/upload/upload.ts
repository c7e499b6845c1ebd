import type { QueuedScan, ScanId } from "../domain/index.js";
import { LIMITS } from "../domain/limits.js";
import type { UploadOutcome } from "../lifecycle/index.js";
import type { ScanStore } from "../ports/scan-store.js";
import type { Reply, UploadBatch } from "../ports/ticket-service.js";

/** What an upload needs of the world. `send` keeps the time limit and waits behind live scans. */
export interface UploadPorts {
  readonly store: Pick<
    ScanStore,
    "devicesWithPending" | "pending" | "acknowledge" | "quarantine" | "quarantined" | "requeue"
  >;
  readonly send: (batch: UploadBatch) => Promise<Reply<{ readonly accepted: number }>>;
  readonly wallMs: () => number;
}

/**
 * Brings the queue to the service, a batch at a time (promises P4 and P5). Lives as long as the scanner: it remembers the lone
 * scans that were refused in a row, across uploads.
 */
export class Uploader {
  readonly #ports: UploadPorts;
  readonly #refusedAlone = new Set<ScanId>();
  #inFlight: ReadonlySet<ScanId> = new Set();

  constructor(ports: UploadPorts) {
    this.#ports = ports;
  }

  /** Uploads the oldest batch. `accepted`: all of it was taken, or what was malformed in it now lies in quarantine. */
  async uploadNext(): Promise<UploadOutcome> {
    const batch = nextBatch(this.#ports.store);
    this.#inFlight = new Set(batch.map(({ scanId }) => scanId));
    try {
      return await this.#upload(batch);
    } finally {
      this.#inFlight = new Set();
    }
  }

  /** Whether a scan is on its way to the service: it is not known yet whether that takes it. */
  isInFlight(scanId: ScanId): boolean {
    return this.#inFlight.has(scanId);
  }

  /** A batch that is refused as malformed is halved until the culprit stands alone; the order of scans stays. */
  async #upload(batch: readonly QueuedScan[]): Promise<UploadOutcome> {
    const [first] = batch;
    if (first === undefined) return { kind: "accepted" };
    const reply = await this.#ports.send({ device: first.scan.device, scans: batch.map(({ scan }) => scan) });

    if (reply.kind === "unreachable") return { kind: "unreachable" };
    if (reply.kind !== "answered") {
      return { kind: "failed", retryAfterMs: reply.kind === "unintelligible" ? reply.retryAfterMs : null };
    }
    if (reply.status === "OKAY") {
      this.#refusedAlone.clear();
      this.#ports.store.acknowledge(
        batch.map(({ scanId }) => scanId),
        this.#ports.wallMs(),
      );
      return { kind: "accepted" };
    }
    if (reply.status !== "BAD_REQUEST") return { kind: "failed", retryAfterMs: null };
    return batch.length === 1 ? this.#setAside(first.scanId) : this.#uploadHalves(batch);
  }

  async #uploadHalves(batch: readonly QueuedScan[]): Promise<UploadOutcome> {
    const middle = Math.floor(batch.length / 2);
    const outcome = await this.#upload(batch.slice(0, middle));
    return outcome.kind === "accepted" ? this.#upload(batch.slice(middle)) : outcome;
  }

  #setAside(scanId: ScanId): UploadOutcome {
    const { store, wallMs } = this.#ports;
    store.quarantine(scanId, wallMs());
    this.#refusedAlone.add(scanId);
    if (this.#refusedAlone.size < LIMITS.loneRefusals) return { kind: "accepted" };
    for (const { scanId: refused } of store.quarantined()) {
      if (this.#refusedAlone.has(refused)) store.requeue(refused, wallMs()); // an operator may have queued others again
    }
    this.#refusedAlone.clear();
    return { kind: "formatRefused" };
  }
}

/** The oldest pending scan, and those behind it that the same device made at the same gate. */
function nextBatch(store: UploadPorts["store"]): readonly QueuedScan[] {
  const [deviceId] = store.devicesWithPending();
  if (deviceId === undefined) return [];
  const queued = store.pending(deviceId, LIMITS.uploadBatch);
  const gateOf = ({ scan: { device } }: QueuedScan) => `${device.venueId} ${device.gateId} ${device.gateName}`;
  const first = queued[0];
  const end = first === undefined ? 0 : queued.findIndex((scan) => gateOf(scan) !== gateOf(first));
  return end < 0 ? queued : queued.slice(0, end);
}
