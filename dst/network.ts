import type {
  ConfiguredDevice,
  DeviceIdentity,
  Reply,
  Scan,
  TicketPlace,
  TicketService,
  Time,
  UploadBatch,
} from "@usher/core";
import type { Chance } from "@usher/core/testing";
import type { VenueService } from "./venue-service.js";

/** Which call a fate is drawn for. */
export type Operation = "configure" | "deviceInformation" | "ask" | "upload";

/**
 * How one call fares on its way. `processes`: whether the service acts on it. `answer` null: no answer ever comes.
 * `trouble`: what comes in place of the service's answer.
 */
export interface Fate {
  readonly processes: boolean;
  readonly delayMs: number;
  readonly answer: "service" | "never" | Exclude<Reply<never>, { kind: "answered" }>;
}

/** Something that can befall any call, as long as the day has it switched on. */
export interface NetworkFault {
  readonly name: string;
  /** Null: this call is spared. */
  readonly draw: (operation: Operation, chance: Chance) => Fate | null;
}

/** What the network tells the history. */
export interface NetworkEars {
  readonly fault: (name: string) => void;
  readonly asked: (scan: Scan) => void;
  readonly answered: (scan: Scan, status: string) => void;
  readonly uploadSeen: (scans: readonly Scan[], status: string) => void;
  readonly configured: () => void;
}

/** The way between one kiosk and the service, with everything that can go wrong on it. */
export class Network implements TicketService {
  /** While set, the endpoint can't be reached at all. */
  outage: "refused" | "silent" | null = null;
  /** While set, the gateway refuses the key. */
  keyRefused = false;
  /** While set, uploads are answered with this status. */
  uploadStatus: string | null = null;
  faults: readonly NetworkFault[] = [];

  readonly #service: VenueService;
  readonly #time: Time;
  readonly #chance: Chance;
  readonly #ears: NetworkEars;

  constructor(service: VenueService, time: Time, chance: Chance, ears: NetworkEars) {
    this.#service = service;
    this.#time = time;
    this.#chance = chance;
    this.#ears = ears;
  }

  async configure(identity: DeviceIdentity, signal: AbortSignal): Promise<Reply<ConfiguredDevice>> {
    const reply = await this.#call("configure", signal, () => answered("OKAY", this.#service.configure(identity)));
    if (reply.kind === "answered") this.#ears.configured();
    return reply;
  }

  async deviceInformation(device: ConfiguredDevice, signal: AbortSignal): Promise<Reply<ConfiguredDevice>> {
    return this.#call("deviceInformation", signal, () => answered("OKAY", device));
  }

  async ask(scan: Scan, signal: AbortSignal): Promise<Reply<readonly TicketPlace[]>> {
    this.#ears.asked(scan);
    const reply = await this.#call("ask", signal, () => {
      const { status, places } = this.#service.ask(scan);
      return answered(status, places);
    });
    if (reply.kind === "answered") this.#ears.answered(scan, reply.status);
    return reply;
  }

  async upload({ scans }: UploadBatch, signal: AbortSignal): Promise<Reply<{ readonly accepted: number }>> {
    return this.#call("upload", signal, () => {
      const status = this.uploadStatus ?? this.#service.upload(scans);
      this.#ears.uploadSeen(scans, status);
      return answered(status, { accepted: scans.length });
    });
  }

  #call<Value>(operation: Operation, signal: AbortSignal, act: () => Reply<Value>): Promise<Reply<Value>> {
    if (signal.aborted) return Promise.resolve(aborted(false));
    const { processes, delayMs, answer } = this.#fate(operation);
    const served = processes ? act() : null;
    const reply = answer === "service" ? served : answer === "never" ? null : answer;
    return new Promise((resolve) => {
      const cancel = reply === null ? () => undefined : this.#time.after(delayMs, () => resolve(reply));
      signal.addEventListener("abort", () => {
        cancel();
        resolve(aborted(true));
      });
    });
  }

  #fate(operation: Operation): Fate {
    const delayMs = this.#chance.between(10, 250);
    if (this.outage === "refused") return { processes: false, delayMs: 1, answer: REFUSED };
    if (this.outage === "silent") return { processes: false, delayMs, answer: "never" };
    if (this.keyRefused) return { processes: false, delayMs, answer: { kind: "unauthorised", httpStatus: 401 } };
    for (const fault of this.faults) {
      const fate = fault.draw(operation, this.#chance);
      if (fate === null) continue;
      this.#ears.fault(fault.name);
      return fate;
    }
    return { processes: true, delayMs, answer: "service" };
  }
}

const REFUSED = { kind: "unreachable", cause: "refused", sent: false } as const;

function aborted(sent: boolean): Reply<never> {
  return { kind: "unreachable", cause: "aborted", sent };
}

function answered<Value>(status: string, value: Value): Reply<Value> {
  return { kind: "answered", status, message: status, value, serviceTimeMs: null };
}
