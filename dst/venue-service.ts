import type { ConfiguredDevice, DeviceIdentity, Scan, TicketPlace, TicketState } from "@usher/core";
import { DEFAULT_GATE_POLICY, judge, UNSCANNED, type GatePolicy } from "@usher/core";

interface VenueTicket extends TicketPlace {
  state: TicketState;
  movedAtMs: number;
}

/** The service's side of a day: one venue, its devices and tickets, by the real gate rules. What the truth is, is here. */
export class VenueService {
  /** Uploads with one of these tokens are malformed. */
  readonly malformed = new Set<string>();
  /** The scans that uploads brought, each once, in the order they came. */
  readonly uploaded: Scan[] = [];
  readonly #devices = new Map<string, ConfiguredDevice>();
  readonly #tickets = new Map<string, VenueTicket>();
  readonly #seen = new Set<string>();
  readonly #gate: GatePolicy = DEFAULT_GATE_POLICY;

  constructor(tokens: readonly string[]) {
    for (const [index, token] of tokens.entries()) {
      this.#tickets.set(token, { place: `1:${index}`, eventId: "E1", state: UNSCANNED, movedAtMs: 0 });
    }
  }

  configure({ mac, name, venueId, gateName }: DeviceIdentity): ConfiguredDevice {
    const device = this.#devices.get(mac) ?? { id: this.#devices.size + 1, name, venueId, gateId: 1, gateName };
    this.#devices.set(mac, device);
    return device;
  }

  ask(scan: Scan): { status: string; places: readonly TicketPlace[] } {
    const ticket = this.#tickets.get(scan.barcode.token);
    if (ticket === undefined) return { status: "NOT_FOUND", places: [] };
    const { permitted, status, next } = judge(ticket.state, scan.direction, this.#gate);
    if (permitted) Object.assign(ticket, { state: next, movedAtMs: Math.max(ticket.movedAtMs, scan.scanTimeMs) });
    return { status: permitted ? "OKAY" : status, places: [{ place: ticket.place, eventId: ticket.eventId }] };
  }

  upload(scans: readonly Scan[]): "OKAY" | "BAD_REQUEST" {
    if (scans.some(({ barcode }) => this.malformed.has(barcode.token))) return "BAD_REQUEST";
    for (const scan of scans) this.#take(scan);
    return "OKAY";
  }

  /** A repeated scan counts once; a scan moves its ticket only where it is later than the ticket's last move. */
  #take(scan: Scan): void {
    const key = uploadKey(scan);
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.uploaded.push(scan);
    const ticket = this.#tickets.get(scan.barcode.token);
    if (ticket === undefined || scan.scanTimeMs <= ticket.movedAtMs) return;
    const { permitted, next } = judge(ticket.state, scan.direction, this.#gate);
    if (permitted) Object.assign(ticket, { state: next, movedAtMs: scan.scanTimeMs });
  }
}

/** By what the service knows an uploaded scan again. */
export function uploadKey({ device, barcode, scanTimeMs, direction }: Scan): string {
  return `${device.id} ${barcode.token} ${scanTimeMs} ${direction}`;
}
