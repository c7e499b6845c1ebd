import { secretSchema, ticketRowSchema, type TicketRow } from "@usher/validators";
import { z } from "zod";
import { moment } from "./moment.js";

const name = z.string().trim().min(1);
const id = z.union([name, z.int()]).transform(String);

const rule = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("external") }),
  z.strictObject({
    kind: z.literal("internal"),
    multipleEntries: z.boolean().describe("Whether the same ticket may enter here again without an exit."),
    zone: name
      .optional()
      .describe("The area behind this gate. Gates that share a zone share who is inside. Default: a zone of its own."),
  }),
]);

const restrictions = z.strictObject({
  opens: moment.optional().describe("Before this, tickets are answered START_RESTRICTION here."),
  closes: moment.optional().describe("After this, tickets are answered END_RESTRICTION here."),
  sections: z
    .array(name)
    .optional()
    .describe("The only sections admitted here; others are answered SECTION_RESTRICTION."),
  events: z.array(id).optional().describe("The only events admitted here; others are answered EVENT_RESTRICTION."),
  accessGroups: z
    .array(name)
    .optional()
    .describe("A ticket needs one of these; others are answered ACCESS_GROUP_RESTRICTION."),
});

const gate = z.strictObject({
  id: z.int().nonnegative(),
  name,
  rule: rule.optional().describe("Default: external."),
  restrictions: restrictions.optional(),
});

const event = z.strictObject({
  id,
  name,
  startsAt: moment,
  scanningOpens: moment
    .optional()
    .describe("Tickets are known from here on. Default: 12 hours before the event starts."),
  scanningCloses: moment.optional().describe("Tickets are known until here. Default: 12 hours after the event starts."),
});

const shape = z.strictObject({
  $schema: z.string().optional(),
  venueId: name,
  apiKeys: z.array(secretSchema).min(1).describe("The keys that devices may use."),
  exitStatuses: z
    .enum(["okay", "detailed"])
    .default("okay")
    .describe('"detailed" answers a successful exit with EXIT or INTERNAL_SCAN_EXIT, "okay" with OKAY.'),
  reentry: z
    .enum(["afterExit", "never"])
    .default("afterExit")
    .describe("Whether a ticket may enter again after an exit scan."),
  duplicateWindowMs: z
    .int()
    .nonnegative()
    .default(0)
    .describe(
      "The same device sending the same ticket the same way again within this time is answered DUPLICATE. 0: never.",
    ),
  gates: z.array(gate).min(1),
  events: z.array(event).min(1),
  tickets: z.array(ticketRowSchema).default([]),
  ticketsFile: name.optional().describe("A CSV or NDJSON list of tickets, beside this file. Adds to `tickets`."),
  answers: z
    .record(z.string(), name)
    .default({})
    .describe(
      "Tokens of known tickets, each with the status it is answered where nothing else denies it, such as TRANSFER.",
    ),
});

/** A venue as its file describes it. Times are still text: see `readVenue`. */
export type VenueFile = z.output<typeof shape>;

/** The file that describes a venue to the simulator. Published as `venue.schema.json`. */
export const venueFileSchema = shape.superRefine((file, context) => {
  const problem = (path: PropertyKey[], message: string) => context.addIssue({ code: "custom", path, message });
  const events = new Set(file.events.map((known) => known.id));

  onceEach(file.gates, ["gates"], "id", problem);
  onceEach(file.gates, ["gates"], "name", problem);
  onceEach(file.events, ["events"], "id", problem);
  onceEach(file.tickets, ["tickets"], "token", problem);
  for (const [index, ticket] of file.tickets.entries()) {
    if (!isOfKnownEvent(ticket, events)) problem(["tickets", index, "eventId"], expectedEvent(events));
  }
  for (const [index, { restrictions: limits }] of file.gates.entries()) {
    for (const [position, restricted] of (limits?.events ?? []).entries()) {
      if (!events.has(restricted)) problem(["gates", index, "restrictions", "events", position], expectedEvent(events));
    }
  }
});

/** Whether the venue knows the event that a ticket is for. */
export function isOfKnownEvent(
  ticket: TicketRow,
  events: ReadonlySet<string>,
): ticket is TicketRow & { readonly eventId: string } {
  return ticket.eventId !== null && events.has(ticket.eventId);
}

/** What was expected where an event's id does not exist. */
export function expectedEvent(events: ReadonlySet<string>): string {
  return `expected the id of one of this venue's events: ${[...events].map((known) => `"${known}"`).join(", ")}`;
}

function onceEach<Key extends string>(
  list: readonly Readonly<Record<Key, unknown>>[],
  at: readonly PropertyKey[],
  key: Key,
  problem: (path: PropertyKey[], message: string) => void,
): void {
  const firsts = new Map<unknown, number>();
  for (const [index, entry] of list.entries()) {
    const first = firsts.get(entry[key]);
    if (first === undefined) firsts.set(entry[key], index);
    else problem([...at, index, key], `expected another ${key} than that of ${at.join(".")}[${first}]`);
  }
}
