import type { ConfiguredDevice, DeviceIdentity, GatePolicy, Scan, TicketPlace, TicketState } from "../../src/index.js";
import { UNSCANNED } from "../../src/index.js";
import { byOverview } from "../rules/overview.js";

/** What the service says: a status, and the message's contents where there are any. */
export interface Said<Value> {
  readonly status: string;
  readonly value: Value | null;
}

/**
 * The far side: a Presence service that goes by the sentences of the overview and not by the engine's own ticket machine.
 * Devices are told apart by their MAC address and numbered from 41 on.
 */
export class Venue {
  /** Whether the service knows this venue's devices. Where not, Device Configure and Device Information find nothing. */
  knowsDevices = true;
  /** Whether the service refuses every upload as malformed. */
  refusesFormat = false;
  /** The gate that devices are told they stand at. */
  gateId = 7;
  /** Tokens that the service finds malformed in an upload. */
  readonly malformed = new Set<string>();
  /** Tokens of tickets that were cancelled. */
  readonly cancelled = new Set<string>();

  readonly #gate: GatePolicy;
  readonly #tickets = new Map<string, { state: TicketState; movedAtMs: number }>();
  readonly #deviceIds = new Map<string, number>();

  constructor(tickets: readonly string[], gate: GatePolicy) {
    this.#gate = gate;
    for (const token of tickets) this.#tickets.set(token, { state: UNSCANNED, movedAtMs: -Infinity });
  }

  configure({ mac, venueId, name, gateName }: DeviceIdentity): Said<ConfiguredDevice> {
    if (!this.knowsDevices) return { status: "NOT_FOUND", value: null };
    const id = this.#deviceIds.get(mac) ?? 41 + this.#deviceIds.size;
    this.#deviceIds.set(mac, id);
    return { status: "OKAY", value: { id, name, venueId, gateId: this.gateId, gateName } };
  }

  information(device: ConfiguredDevice): Said<ConfiguredDevice> {
    if (!this.knowsDevices) return { status: "NOT_FOUND", value: null };
    return { status: "OKAY", value: { ...device, gateId: this.gateId } };
  }

  /** Enter or exit, at this moment. */
  ask({ barcode, direction }: Scan, nowMs: number): Said<readonly TicketPlace[]> {
    const { token } = barcode;
    const ticket = this.#tickets.get(token);
    if (ticket === undefined) return { status: "NOT_FOUND", value: [] };
    const value = [{ place: `Block:1:${token}`, eventId: "E1" }];
    if (this.cancelled.has(token)) return { status: "INVALID_TICKET", value };
    const { status, permitted, next } = byOverview(ticket.state, direction, this.#gate);
    if (permitted) Object.assign(ticket, { state: next, movedAtMs: nowMs });
    return { status, value };
  }

  /** An upload: whole or not at all. A scan moves its ticket where it is later than whatever moved it last. */
  take(scans: readonly Scan[]): Said<{ readonly accepted: number }> {
    if (this.refusesFormat || scans.some(({ barcode }) => this.malformed.has(barcode.token))) {
      return { status: "BAD_REQUEST", value: null };
    }
    for (const { barcode, direction, scanTimeMs } of scans) {
      const ticket = this.#tickets.get(barcode.token);
      if (ticket === undefined || scanTimeMs <= ticket.movedAtMs) continue;
      const { next } = byOverview(ticket.state, direction, this.#gate);
      Object.assign(ticket, { state: next, movedAtMs: scanTimeMs });
    }
    return { status: "OKAY", value: { accepted: scans.length } };
  }
}
