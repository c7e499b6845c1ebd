import { LIMITS, type ScanId } from "../domain/index.js";
import type { UploadOutcome } from "../lifecycle/index.js";
import type { Reply, ScanStore, TicketService, Time, UploadBatch } from "../ports/index.js";
import { Uploader } from "../upload/index.js";
import type { Alarms } from "./alarms.js";
import { limited } from "./limited.js";
import type { Timings } from "./settings.js";

/** How often the lanes are looked at while an upload waits for them to fall silent. */
const LOOK_MS = 20;

/** What uploading needs of the engine around it. */
export interface UploadsParts {
  readonly service: TicketService;
  readonly store: ScanStore;
  readonly time: Time;
  readonly timings: Timings;
  readonly alarms: Alarms;
  readonly stopped: AbortSignal;
  /** Whether a live scan is in hand. */
  readonly busy: () => boolean;
  readonly noteReply: (reply: Reply<unknown>) => void;
  /** Before each request: what the one before it brought is on disk. */
  readonly onProgress: () => void;
}

/** Uploads behind the live scans, and says what became of it. */
export class Uploads {
  readonly #parts: UploadsParts;
  readonly #uploader: Uploader;
  #lastUploadTimeMs: number | null = null;
  #inHand: Promise<UploadOutcome> | null = null;

  constructor(parts: UploadsParts) {
    this.#parts = parts;
    this.#uploader = new Uploader({
      store: parts.store,
      wallMs: () => parts.time.wallMs(),
      send: (batch) => this.#send(batch),
    });
  }

  /** When the service last took scans, in Unix milliseconds. */
  get lastUploadTimeMs(): number | null {
    return this.#lastUploadTimeMs;
  }

  /** Uploads the oldest batch; where one is in hand since before the device was configured anew, waits for that one. */
  next(): Promise<UploadOutcome> {
    this.#inHand ??= this.#upload().finally(() => (this.#inHand = null));
    return this.#inHand;
  }

  isInFlight(scanId: ScanId): boolean {
    return this.#uploader.isInFlight(scanId);
  }

  async #upload(): Promise<UploadOutcome> {
    const { alarms } = this.#parts;
    const outcome = await this.#uploader.uploadNext();
    if (this.#parts.stopped.aborted) return outcome;
    if (outcome.kind === "formatRefused") {
      alarms.raise(
        "UPLOAD_FORMAT_REFUSED",
        "The service refuses the format of uploads: all scans are kept. Check the upload format, then upload again",
      );
    }
    return outcome;
  }

  async #send(batch: UploadBatch): Promise<Reply<{ readonly accepted: number }>> {
    const { service, time, timings, alarms, stopped, noteReply, onProgress } = this.#parts;
    onProgress();
    await this.#lanesQuiet();
    if (stopped.aborted) return { kind: "unreachable", cause: "aborted", sent: false }; // nothing leaves after the stop
    const reply = await limited(time, timings.uploadTimeoutMs, stopped, (signal) => service.upload(batch, signal));
    if (stopped.aborted) return { kind: "unreachable", cause: "aborted", sent: true };
    noteReply(reply);
    if (reply.kind === "answered" && reply.status === "OKAY") {
      this.#lastUploadTimeMs = time.wallMs();
      alarms.clear("UPLOAD_FORMAT_REFUSED");
    }
    return reply;
  }

  /** Waits while live scans are in hand, but not for ever: uploads must not starve either. */
  async #lanesQuiet(): Promise<void> {
    const { time, busy, stopped } = this.#parts;
    const endMs = time.monotonicMs() + LIMITS.uploadPatienceMs;
    while (busy() && time.monotonicMs() < endMs && !stopped.aborted) {
      await new Promise<void>((resolve) => void time.after(LOOK_MS, resolve));
    }
  }
}
