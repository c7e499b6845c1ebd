import { UNSCANNED } from "@usher/core";
import type { DeviceInitRequest, DeviceQuery } from "@usher/presence";
import type { Ticket, Venue } from "../venue/venue.js";
import { createAsk, type Ask } from "./asking.js";
import { createDevices } from "./devices.js";
import type { Device, Records, ScanQuery, ScanRecord, TicketRecord } from "./records.js";
import type { Clocks, ListName, Surroundings } from "./surroundings.js";
import { createUpload, type Upload } from "./uploading.js";

/** The service's truth: which devices there are, where each ticket is, and what was scanned. Synchronous. */
export interface World {
  readonly venue: Venue;
  /** In the order in which they were added (Presence overview, FAQ). */
  devices(): readonly Device[];
  tickets(): readonly TicketRecord[];
  ticket(token: string): TicketRecord | null;
  /** In pages, see {@link Records.scans}. */
  scans(query: ScanQuery): Iterable<readonly ScanRecord[]>;
  /** Device Configure. Null: no such venue, or no such gate in it. */
  configure(request: DeviceInitRequest): Device | null;
  /** Device Information. Null: no such device in that venue. */
  device(query: DeviceQuery): Device | null;
  ask: Ask;
  upload: Upload;
  /** Adds tickets of the venue's events. One that is known already gets its new details and stays where it is. */
  addTickets(tickets: readonly Ticket[]): void;
  /** Calls `listener` after every change. */
  onChange(listener: (lists: readonly ListName[]) => void): void;
}

export function createWorld(venue: Venue, records: Records, clocks: Clocks): World {
  const listeners: ((lists: readonly ListName[]) => void)[] = [];
  const changed = (...lists: readonly ListName[]): void => listeners.forEach((listener) => listener(lists));
  const tickets = ticketsOf(venue, records);
  const devices = createDevices(venue, records);
  const surroundings: Surroundings = { venue, records, clocks, devices, tickets, changed };
  return {
    venue,
    devices: () => devices.list(),
    tickets: () => [...tickets.values()],
    ticket: (token) => tickets.get(token) ?? null,
    scans: (query) => records.scans(query),
    configure: (request) => {
      const device = devices.configure(request, clocks.wallMs());
      if (device !== null) changed("devices");
      return device;
    },
    device: (query) => devices.find(query, clocks.wallMs()),
    ask: createAsk(surroundings),
    upload: createUpload(surroundings),
    addTickets: (added) => addTickets(surroundings, added),
    onChange: (listener) => void listeners.push(listener),
  };
}

/** The venue's own tickets are written down only once they move: its file has them. */
function ticketsOf(venue: Venue, records: Records): Map<string, TicketRecord> {
  const tickets = new Map(venue.tickets.map((ticket) => [ticket.token, unscanned(ticket)]));
  for (const saved of records.tickets()) {
    const { token } = saved.ticket;
    tickets.set(token, { ...saved, ticket: tickets.get(token)?.ticket ?? saved.ticket });
  }
  return tickets;
}

function unscanned(ticket: Ticket): TicketRecord {
  return { ticket, state: UNSCANNED, movedMs: null };
}

function addTickets({ records, tickets, changed }: Surroundings, added: readonly Ticket[]): void {
  const fresh = added.map((ticket) => ({ ...(tickets.get(ticket.token) ?? unscanned(ticket)), ticket }));
  records.together(() => fresh.forEach((record) => records.saveTicket(record)));
  for (const record of fresh) tickets.set(record.ticket.token, record);
  changed("tickets");
}
