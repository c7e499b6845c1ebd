import type { Reply } from "../ports/ticket-service.js";
import type { Time } from "../ports/time.js";
import { LIMITS } from "../domain/limits.js";
import type { Alarms } from "./alarms.js";

/** What every reply tells about the service as a whole: its key check, its certificate, its sense, its clock. */
export class ServiceHealth {
  readonly #alarms: Alarms;
  readonly #time: Time;
  #unintelligibleInARow = 0;
  #skewMs: number | null = null;

  constructor(alarms: Alarms, time: Time) {
    this.#alarms = alarms;
    this.#time = time;
  }

  /** How far the service's clock was ahead of ours when last seen; null before that. */
  get skewMs(): number | null {
    return this.#skewMs;
  }

  /** Whether support must be called because the service goes on making no sense. */
  get makesNoSense(): boolean {
    return this.#unintelligibleInARow >= LIMITS.errorsUntilSupport;
  }

  /** Takes note of a reply, whatever it was for. */
  note(reply: Reply<unknown>): void {
    switch (reply.kind) {
      case "answered":
        this.#unintelligibleInARow = 0;
        this.#alarms.clear("API_KEY_REFUSED");
        this.#alarms.clear("CERTIFICATE");
        this.#alarms.clear("UNINTELLIGIBLE_SERVICE");
        this.#noteClock(reply.serviceTimeMs);
        return;
      case "unauthorised":
        this.#alarms.clear("CERTIFICATE");
        this.#alarms.raise(
          "API_KEY_REFUSED",
          `The service refused this device's API key (HTTP ${reply.httpStatus}): put a valid key into the configuration`,
        );
        return;
      case "unintelligible":
        this.#unintelligibleInARow += 1;
        this.#alarms.clear("CERTIFICATE");
        this.#alarms.raise(
          "UNINTELLIGIBLE_SERVICE",
          `The endpoint answered something that is not the Presence API (${reply.reason}, HTTP ${reply.httpStatus}): check its address`,
        );
        return;
      case "unreachable":
        if (reply.cause !== "certificate") return;
        this.#alarms.raise(
          "CERTIFICATE",
          "The service's TLS certificate could not be verified: check this device's clock, and caFile in the configuration",
        );
    }
  }

  #noteClock(serviceTimeMs: number | null): void {
    if (serviceTimeMs === null) return;
    this.#skewMs = serviceTimeMs - this.#time.wallMs();
    const wrong = Math.abs(this.#skewMs) > LIMITS.clockSkewMs;
    this.#alarms.set(
      "CLOCK_WRONG",
      wrong ? `This device's clock differs from the service's by ${Math.round(this.#skewMs / 1000)} s: set it` : null,
    );
  }
}
