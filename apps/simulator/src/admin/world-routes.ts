import { ticketRowSchema, type TicketRow } from "@usher/validators";
import { z } from "zod";
import { expectedEvent, isOfKnownEvent } from "../venue/venue-file.js";
import { isActive, type Ticket } from "../venue/venue.js";
import type { TicketRecord } from "../world/records.js";
import type { World } from "../world/world.js";
import { deviceAnswer, scanAnswer, ticketAnswer, venueAnswer } from "./answers.js";
import { jsonList } from "./json-list.js";
import { AdminError, adminRoute, type AdminRoute } from "./route.js";

const token = z.string().optional().describe("Only those of this ticket.");
const last = z.coerce.number<string>().int().positive().optional().describe("Only the last so many.");

/** The routes that show the venue, its devices, tickets and scans, and add tickets. `nowMs`: Unix milliseconds. */
export function worldRoutes(world: World, nowMs: () => number): readonly AdminRoute[] {
  return [
    adminRoute({
      method: "GET",
      path: "venue",
      summary: "The venue, its gates and events",
      answer: venueAnswer,
      handle: () => venueOf(world, nowMs()),
    }),
    adminRoute({
      method: "GET",
      path: "devices",
      summary: "The devices, in the order in which they were added",
      answer: z.array(deviceAnswer),
      handle: () => world.devices(),
    }),
    adminRoute({
      method: "GET",
      path: "scans",
      summary: "The scans, in the order in which they were received",
      query: z.strictObject({ token, last }),
      answer: z.array(scanAnswer),
      handle: ({ query }) => jsonList(world.scans(query)),
    }),
    adminRoute({
      method: "GET",
      path: "tickets",
      summary: "The tickets, and where each one is",
      query: z.strictObject({ token, last }),
      answer: z.array(ticketAnswer),
      handle: ({ query }) => ticketsOf(world, query),
    }),
    adminRoute({
      method: "POST",
      path: "tickets",
      summary: "Adds a ticket, or a list; a known one gets its new details and stays where it is",
      body: z.union([ticketRowSchema, z.array(ticketRowSchema)]),
      answer: z.array(ticketAnswer),
      code: 201,
      handle: ({ body }) => added(world, Array.isArray(body) ? body : [body]),
    }),
  ];
}

function venueOf({ venue }: World, nowMs: number): z.infer<typeof venueAnswer> {
  return {
    venueId: venue.venueId,
    gates: [...venue.gates.values()].map(({ id, name, rule }) => ({ id, name, rule: rule.kind })),
    events: [...venue.events.values()].map((event) => ({ ...event, active: isActive(event, nowMs) })),
  };
}

function ticketsOf(world: World, query: { token?: string | undefined; last?: number | undefined }): readonly object[] {
  const found = query.token === undefined ? world.tickets() : known(world, [query.token]);
  return found.slice(-(query.last ?? found.length)).map(shown);
}

function added(world: World, rows: readonly TicketRow[]): readonly object[] {
  const events = new Set(world.venue.events.keys());
  const tickets = rows.map((row): Ticket => {
    if (isOfKnownEvent(row, events)) return row;
    throw new AdminError(400, `body.eventId: is ${JSON.stringify(row.eventId)}, ${expectedEvent(events)}`);
  });
  world.addTickets(tickets);
  return known(
    world,
    tickets.map((ticket) => ticket.token),
  ).map(shown);
}

function known(world: World, tokens: readonly string[]): readonly TicketRecord[] {
  return tokens.map((one) => world.ticket(one)).filter((record) => record !== null);
}

function shown({ ticket, state }: TicketRecord): z.infer<typeof ticketAnswer> {
  return { ...ticket, accessGroups: [...ticket.accessGroups], state };
}
