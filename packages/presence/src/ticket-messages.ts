import type { Scan, TicketPlace } from "@usher/core";
import { z } from "zod";
import { deviceOs, id, text, unixMs } from "./fields.js";

/** Body of Ticket Enter, Ticket Exit and the deprecated Ticket Validate. */
export const ticketRequest = z.object({
  token: text,
  deviceId: id,
  gateId: id,
  gateName: text,
  venueId: text,
  scanTime: unixMs,
  deviceOs,
  /** The letter of the sales channel, where the ticket bears one. */
  channelId: text.optional(),
});
/** Body of Ticket Enter and Ticket Exit, as a server reads it. */
export type TicketRequest = z.infer<typeof ticketRequest>;

/** The body that asks about a scan. Whether it is an entry or an exit is the path's to say. */
export function ticketRequestOf(scan: Scan): TicketRequest {
  const { device } = scan;
  return {
    token: scan.barcode.token,
    deviceId: device.id,
    gateId: device.gateId,
    gateName: device.gateName,
    venueId: device.venueId,
    scanTime: scan.scanTimeMs,
    deviceOs: scan.deviceOs,
    ...(scan.channelId === null ? {} : { channelId: scan.channelId }),
  };
}

/** `message` of Ticket Enter and Ticket Exit as a service writes it. `place` is `"Section:Row:Seat"`. */
export const ticketAnswer = z.object({
  tickets: z.array(z.object({ place: z.string(), eventId: z.string() })),
});
/** What Ticket Enter and Ticket Exit are answered with. */
export type TicketAnswer = z.infer<typeof ticketAnswer>;

const eventId = z.union([z.string(), z.int().transform(String)]);
const ticketPlace = z
  .object({ place: z.string().nullable().catch(null), eventId: eventId.nullable().catch(null) })
  .transform((ticket): TicketPlace[] => [ticket])
  .catch([]);

/** The same as a client reads it: what is missing or odd in a ticket is null, and an entry that is no ticket is left out. */
export const ticketPlaces = z
  .object({ tickets: z.array(ticketPlace) })
  .transform(({ tickets }): readonly TicketPlace[] => tickets.flat());
