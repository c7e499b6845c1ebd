import { z } from "zod";

/** One ticket as the venue lists it. `eventId` and `place` are null where the venue does not say. */
export interface TicketRow {
  readonly token: string;
  readonly eventId: string | null;
  /** `"Section:Row:Seat"`. */
  readonly place: string | null;
  readonly accessGroups: readonly string[];
  /** What marks the ticket; a marked ticket is refused. Null for none. */
  readonly mark: string | null;
  readonly void: boolean;
}

// Published examples of the service write ids as numbers and as text; here they are text.
const eventIdSchema = z.union([z.string().trim().min(1), z.int()]).transform(String);

/** Of most tickets of a long list: one for all of them. */
const NONE: readonly string[] = [];

/** A ticket as it is written in a list or a venue file. Only `token` is required; what is left out is unknown, or no. */
export const ticketRowSchema = z
  .strictObject({
    token: z.string().trim().min(1),
    eventId: eventIdSchema.nullish(),
    place: z.string().trim().min(1).nullish(),
    accessGroups: z.array(z.string().trim().min(1)).nullish(),
    mark: z.union([z.boolean(), z.string().trim().min(1)]).nullish(),
    void: z.boolean().nullish(),
  })
  .transform((row): TicketRow => ({
    token: row.token,
    eventId: row.eventId ?? null,
    place: row.place ?? null,
    accessGroups: row.accessGroups ?? NONE,
    mark: row.mark === true ? "marked" : row.mark || null,
    void: row.void ?? false,
  }));

/** The names of a ticket's columns, in the order in which a list is usually written. */
export const TICKET_COLUMNS: readonly string[] = ["token", "eventId", "place", "accessGroups", "mark", "void"];
