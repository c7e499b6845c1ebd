import type { Reply } from "../ports/ticket-service.js";
import type { Time } from "../ports/time.js";
import { LIMITS } from "../domain/limits.js";
import type { Alarms } from "./alarms.js";
import type { LogEvent } from "./scanner.js";
import { UNREACHABLE } from "./unreachable.js";

type Note = (level: LogEvent["level"], event: string, data: LogEvent["data"]) => void;

/** What every reply tells about the service as a whole: its key check, its certificate, its sense. */
export class ServiceHealth {
  readonly #alarms: Alarms;
  readonly #time: Time;
  readonly #note: Note;
  #unintelligibleInARow = 0;
  #configureErrors = 0;
  #refusal: string | null = null;
  #heardAtMs = -Infinity;
  #trouble: string | null = null;

  constructor(alarms: Alarms, time: Time, note: Note) {
    this.#alarms = alarms;
    this.#time = time;
    this.#note = note;
  }

  /** When the endpoint was last heard, whatever it said; monotonic. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  /** Why it was not reached when it was last asked, and what to look at; null where it was. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Takes note of what the service said when it refused to configure this device. */
  noteRefusal(answer: string): void {
    this.#refusal = answer;
    this.#note("warn", "configureRefused", { answer });
  }

  /** Takes note of errors in a row at Device Configure. Only an OKAY calls them off. */
  noteConfigureErrors(errors: number): void {
    this.#configureErrors = errors === 0 ? 0 : Math.max(errors, this.#configureErrors);
    if (errors === 0) this.#refusal = null;
    this.#updateSupport();
  }

  /** Takes note of a reply, whatever it was for. */
  note(reply: Reply<unknown>): void {
    if (reply.kind !== "answered") this.#note("warn", "serviceTrouble", { ...reply });
    this.#trouble = reply.kind === "unreachable" ? UNREACHABLE[reply.cause] : null;
    if (reply.kind !== "unreachable") this.#heardAtMs = this.#time.monotonicMs();
    if (reply.kind === "answered") this.#unintelligibleInARow = 0;
    if (reply.kind === "unintelligible") this.#unintelligibleInARow += 1;
    this.#noteKind(reply);
    this.#updateSupport();
  }

  #noteKind(reply: Reply<unknown>): void {
    switch (reply.kind) {
      case "answered":
        this.#alarms.clear("API_KEY_REFUSED");
        this.#alarms.clear("CERTIFICATE");
        this.#alarms.clear("UNINTELLIGIBLE_SERVICE");
        return;
      case "unauthorised":
        this.#alarms.clear("CERTIFICATE");
        this.#alarms.raise(
          "API_KEY_REFUSED",
          `The service refused this device's API key (HTTP ${reply.httpStatus}): put a valid key into the configuration`,
        );
        return;
      case "unintelligible":
        this.#alarms.clear("CERTIFICATE");
        this.#alarms.raise(
          "UNINTELLIGIBLE_SERVICE",
          `The endpoint answered something that is not the Presence API (${reply.reason}, HTTP ${reply.httpStatus}): ${whatToDo(reply.httpStatus)}`,
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

  #updateSupport(): void {
    const limit = LIMITS.errorsUntilSupport;
    const said =
      this.#refusal === null ? "" : ` (${this.#refusal}): check venueId and gateName in the configuration, or`;
    const refused = `The service has refused to configure this device ${this.#configureErrors} times${said || ":"}`;
    const senseless = "The service goes on giving answers that make no sense:";
    const trouble = this.#configureErrors >= limit ? refused : this.#unintelligibleInARow >= limit ? senseless : null;
    this.#alarms.set("CONTACT_SUPPORT", trouble === null ? null : `${trouble} contact Ticketmaster support`);
  }
}

/** An answer that is a page or leads elsewhere may come from the network itself, which wants a login first. */
function whatToDo(httpStatus: number): string {
  if (httpStatus === 429) return "it was asked too often, ask Ticketmaster support for a higher limit";
  if (httpStatus >= 500) return "the service fails, tell Ticketmaster support";
  const wantsLogin = httpStatus < 400 ? ", and whether this network wants a login first" : "";
  return `check its address${wantsLogin}`;
}
