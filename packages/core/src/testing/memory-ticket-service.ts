import type { ConfiguredDevice, DeviceIdentity, GatePolicy, Scan, TicketPlace, TicketState } from "../domain/index.js";
import { DEFAULT_GATE_POLICY, UNSCANNED } from "../domain/index.js";
import type { Reply, TicketService, Time, UploadBatch } from "../ports/index.js";
import { judge } from "../rules/index.js";

/** The port's calls, as the far side names them. */
type Operation = "configure" | "deviceInformation" | "enter" | "exit" | "upload";

/**
 * How calls fare. `processes`: whether the service acts on a request whose answer never comes; `sent` false: the request never
 * even left. `says`: whatever the test puts into the service's mouth, as a value of the operation's own kind.
 */
export type Weather =
  | { readonly kind: "fair"; readonly delayMs?: number }
  | { readonly kind: "refused" }
  | { readonly kind: "silent"; readonly processes: boolean; readonly sent?: boolean }
  | { readonly kind: "reply"; readonly reply: Exclude<Reply<never>, { kind: "answered" }> }
  | { readonly kind: "status"; readonly status: string }
  | { readonly kind: "says"; readonly says: (operation: Operation) => Reply<unknown> };

const FAIR: Weather = { kind: "fair" };

/** What this service knows of a ticket. */
interface KnownTicket extends TicketPlace {
  state: TicketState;
}

/** A Presence service in memory, for tests: one venue, the real gate rules, and weather that a test makes. */
export class MemoryTicketService implements TicketService {
  /** How every call fares, unless its own kind of call has a weather of its own. */
  weather: Weather = FAIR;
  configureWeather: Weather | null = null;
  uploadWeather: Weather | null = null;
  /** How long an upload takes at least. More than 0 lets a virtual clock step between the requests of a bisection. */
  uploadMs = 0;
  gateId = 7;
  /** Tokens that this service finds malformed in an upload. */
  readonly malformed = new Set<string>();
  readonly configured: DeviceIdentity[] = [];
  readonly asked: Scan[] = [];
  readonly uploads: (readonly Scan[])[] = [];
  /** Scans taken by upload, in order. */
  readonly uploaded: Scan[] = [];
  probes = 0;

  readonly #time: Time;
  readonly #gate: GatePolicy;
  readonly #tickets = new Map<string, KnownTicket>();

  constructor(time: Time, tickets: readonly string[] = [], gate: GatePolicy = DEFAULT_GATE_POLICY) {
    this.#time = time;
    this.#gate = gate;
    for (const token of tickets) {
      this.#tickets.set(token, { place: `Block:1:${token}`, eventId: "E1", state: UNSCANNED });
    }
  }

  configure(identity: DeviceIdentity, signal: AbortSignal): Promise<Reply<ConfiguredDevice>> {
    return this.#call("configure", this.configureWeather ?? this.weather, signal, () => {
      this.configured.push(identity);
      const { venueId, name, gateName } = identity;
      return answered("OKAY", { id: 41, name, venueId, gateId: this.gateId, gateName });
    });
  }

  deviceInformation(device: ConfiguredDevice, signal: AbortSignal): Promise<Reply<ConfiguredDevice>> {
    this.probes += 1;
    return this.#call("deviceInformation", this.weather, signal, () =>
      answered("OKAY", { ...device, gateId: this.gateId }),
    );
  }

  ask(scan: Scan, signal: AbortSignal): Promise<Reply<readonly TicketPlace[]>> {
    this.asked.push(scan);
    return this.#call(scan.direction, this.weather, signal, () => this.#redeem(scan));
  }

  async upload(batch: UploadBatch, signal: AbortSignal): Promise<Reply<{ readonly accepted: number }>> {
    this.uploads.push(batch.scans);
    if (this.uploadMs > 0) await this.#waited(this.uploadMs, signal);
    return this.#call("upload", this.uploadWeather ?? this.weather, signal, () => {
      if (batch.scans.some(({ barcode }) => this.malformed.has(barcode.token))) return answered("BAD_REQUEST", null);
      for (const scan of batch.scans) this.#redeem(scan);
      this.uploaded.push(...batch.scans);
      return answered("OKAY", { accepted: batch.scans.length });
    });
  }

  #redeem(scan: Scan): Reply<readonly TicketPlace[]> {
    const ticket = this.#tickets.get(scan.barcode.token);
    if (ticket === undefined) return answered("NOT_FOUND", []);
    const judgement = judge(ticket.state, scan.direction, this.#gate);
    ticket.state = judgement.next;
    const status = judgement.permitted ? "OKAY" : judgement.status;
    return answered(status, [{ place: ticket.place, eventId: ticket.eventId }]);
  }

  async #call<Value>(
    operation: Operation,
    weather: Weather,
    signal: AbortSignal,
    act: () => Reply<Value>,
  ): Promise<Reply<Value>> {
    if (signal.aborted) return aborted(false);
    switch (weather.kind) {
      case "fair":
        if (weather.delayMs !== undefined && !(await this.#waited(weather.delayMs, signal))) return aborted(true);
        return act();
      case "refused":
        return { kind: "unreachable", cause: "refused", sent: false };
      case "silent":
        if (weather.processes) act();
        await this.#waited(Infinity, signal);
        return aborted(weather.sent ?? true);
      case "reply":
        return weather.reply;
      case "status":
        return answered(weather.status, null);
      case "says":
        return weather.says(operation) as Reply<Value>; // the test answers for the kind of value
    }
  }

  /** True when the time has passed, false when the caller gave up. */
  #waited(ms: number, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = ms === Infinity ? () => undefined : this.#time.after(ms, () => resolve(true));
      signal.addEventListener("abort", () => {
        cancel();
        resolve(false);
      });
    });
  }
}

function aborted(sent: boolean): Reply<never> {
  return { kind: "unreachable", cause: "aborted", sent };
}

function answered<Value>(status: string, value: Value | null): Reply<Value> {
  return { kind: "answered", status, message: status, value, serviceTimeMs: null };
}
