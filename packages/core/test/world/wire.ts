import type {
  ConfiguredDevice,
  DeviceIdentity,
  Reply,
  Scan,
  TicketPlace,
  TicketService,
  Time,
  UploadBatch,
} from "../../src/index.js";
import type { History } from "./history.js";
import type { Said, Venue } from "./venue.js";

/** How a call fares on its way to the service and back. */
export type Weather =
  /** It arrives after `thereMs`, its answer `backMs` later. */
  | { readonly kind: "fair"; readonly thereMs?: number; readonly backMs?: number }
  /** No connection: nothing is sent. */
  | { readonly kind: "cut" }
  /** Sent, and then silence: the request was lost, or only its answer. */
  | { readonly kind: "lost"; readonly half: "request" | "answer" }
  | { readonly kind: "reset"; readonly half: "request" | "answer" }
  /** The service answers, but without acting. */
  | { readonly kind: "says"; readonly status: string }
  | { readonly kind: "unauthorised" }
  | { readonly kind: "senseless"; readonly retryAfterMs: number | null };

/** The weather of each kind of call; it can be changed while calls are under way and counts for those that start then. */
export interface Weathers {
  device: Weather;
  ask: Weather;
  upload: Weather;
}

/** Where a power cut meets a request: before the service has acted on it, or after. */
export type Crossing = "before" | "after";

/** What a wire is stretched between. */
export interface WireEnds {
  readonly venue: Venue;
  readonly history: History;
  readonly time: Time;
  readonly weathers: Weathers;
  /** The service's clock, in Unix milliseconds: it never jumps. */
  readonly serviceTimeMs: () => number;
}

/** The line between one run of the gate and the service. Cut off by {@link Wire.sever}, it never says anything again. */
export class Wire implements TicketService {
  /** Set: the next ask or upload that reaches the service meets a power cut at the gate. */
  crashAt: { readonly crossing: Crossing; readonly crash: () => void } | null = null;
  readonly #ends: WireEnds;
  #severed = false;

  constructor(ends: WireEnds) {
    this.#ends = ends;
  }

  sever(): void {
    this.#severed = true;
  }

  async configure(identity: DeviceIdentity, signal: AbortSignal): Promise<Reply<ConfiguredDevice>> {
    const { venue, weathers, history } = this.#ends;
    const reply = await this.#carry(weathers.device, signal, () => venue.configure(identity));
    history.note({ kind: "configured", okay: reply.kind === "answered" && reply.status === "OKAY" });
    return reply;
  }

  deviceInformation(device: ConfiguredDevice, signal: AbortSignal): Promise<Reply<ConfiguredDevice>> {
    const { venue, weathers } = this.#ends;
    return this.#carry(weathers.device, signal, () => venue.information(device));
  }

  async ask(scan: Scan, signal: AbortSignal): Promise<Reply<readonly TicketPlace[]>> {
    const { venue, weathers, history, serviceTimeMs } = this.#ends;
    history.note({ kind: "asked", scan });
    const reply = await this.#carry(weathers.ask, signal, () => {
      const said = this.#crossed(() => venue.ask(scan, serviceTimeMs()));
      if (said !== null) history.note({ kind: "judged", scan, status: said.status });
      return said;
    });
    history.note({ kind: "told", scan, reply });
    return reply;
  }

  upload(batch: UploadBatch, signal: AbortSignal): Promise<Reply<{ readonly accepted: number }>> {
    const { venue, weathers, history } = this.#ends;
    history.note({ kind: "uploading", scans: batch.scans });
    return this.#carry(weathers.upload, signal, () => {
      const said = this.#crossed(() => venue.take(batch.scans));
      if (said?.status === "OKAY") history.note({ kind: "taken", scans: batch.scans });
      return said;
    });
  }

  /** What the service says, unless the power goes first; null where nobody is left to hear it. */
  #crossed<Value>(act: () => Said<Value>): Said<Value> | null {
    const { crashAt } = this;
    this.crashAt = null;
    if (crashAt?.crossing === "before") {
      crashAt.crash();
      return null;
    }
    const said = act();
    crashAt?.crash();
    return said;
  }

  async #carry<Value>(weather: Weather, signal: AbortSignal, act: () => Said<Value> | null): Promise<Reply<Value>> {
    if (signal.aborted) return { kind: "unreachable", cause: "aborted", sent: false };
    switch (weather.kind) {
      case "fair": {
        if (!(await this.#passed(weather.thereMs ?? 1, signal))) return LOST;
        const said = act();
        if (!(await this.#passed(weather.backMs ?? 0, signal)) || said === null) return LOST;
        return this.#answered(said);
      }
      case "cut":
        return { kind: "unreachable", cause: "refused", sent: false };
      case "lost":
      case "reset": {
        if (!(await this.#passed(1, signal))) return LOST;
        if (weather.half === "answer") act();
        const patience = weather.kind === "reset" ? 1 : Infinity;
        return (await this.#passed(patience, signal)) ? { kind: "unreachable", cause: "reset", sent: true } : LOST;
      }
      case "says":
        return this.#answered({ status: weather.status, value: null });
      case "unauthorised":
        return { kind: "unauthorised", httpStatus: 401 };
      case "senseless": {
        const { retryAfterMs } = weather;
        return { kind: "unintelligible", reason: "notAnEnvelope", httpStatus: 200, retryAfterMs };
      }
    }
  }

  #answered<Value>({ status, value }: Said<Value>): Reply<Value> {
    const serviceTimeMs = this.#ends.serviceTimeMs();
    this.#ends.history.note({ kind: "answered", serviceTimeMs });
    return { kind: "answered", status, message: status, value, serviceTimeMs };
  }

  /** True once the time has passed, false when the caller gave up. Never settles on a severed wire. */
  #passed(ms: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (passed: boolean) => {
        if (!this.#severed) resolve(passed);
      };
      if (signal.aborted) return settle(false);
      const cancel = ms === Infinity ? () => undefined : this.#ends.time.after(ms, () => settle(true));
      signal.addEventListener("abort", () => {
        cancel();
        settle(false);
      });
    });
  }
}

const LOST = { kind: "unreachable", cause: "aborted", sent: true } as const;
