import type { Status } from "@usher/core";
import { isActive, sectionOf, type Restrictions, type Ticket, type VenueEvent } from "../venue/venue.js";

/** Why a known ticket is denied before anybody asks where it is; null: it isn't. The first of these that applies, in this order. */
export function barOf(ticket: Ticket, restrictions: Restrictions, nowMs: number): Status | null {
  const { opensMs, closesMs, sections, events, accessGroups } = restrictions;
  if (ticket.void) return "INVALID_TICKET";
  if (ticket.mark !== null) return "MARK_RESTRICTION";
  if (opensMs !== null && nowMs < opensMs) return "START_RESTRICTION";
  if (closesMs !== null && nowMs > closesMs) return "END_RESTRICTION";
  if (sections !== null && !sections.has(sectionOf(ticket.place) ?? "")) return "SECTION_RESTRICTION";
  if (events !== null && !events.has(ticket.eventId)) return "EVENT_RESTRICTION";
  if (accessGroups !== null && !ticket.accessGroups.some((group) => accessGroups.has(group)))
    return "ACCESS_GROUP_RESTRICTION";
  return null;
}

/** Whether a ticket is in the search domain: the service looks only among the active events (Presence overview, FAQ). */
export function isFindable(ticket: Ticket, events: ReadonlyMap<string, VenueEvent>, nowMs: number): boolean {
  const event = events.get(ticket.eventId);
  return event !== undefined && isActive(event, nowMs);
}
