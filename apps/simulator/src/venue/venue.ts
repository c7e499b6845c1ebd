import type { GateRule, Reentry, Status } from "@usher/core";
import type { TicketRow } from "@usher/validators";

/** A venue as the simulator runs it: all references checked, all times in Unix milliseconds. Immutable. */
export interface Venue {
  readonly venueId: string;
  readonly apiKeys: ReadonlySet<string>;
  readonly exitStatuses: "okay" | "detailed";
  readonly reentry: Reentry;
  /** 0: no ticket is ever answered DUPLICATE. */
  readonly duplicateWindowMs: number;
  /** By id. */
  readonly gates: ReadonlyMap<number, Gate>;
  /** By id. */
  readonly events: ReadonlyMap<string, VenueEvent>;
  readonly tickets: readonly Ticket[];
  /** By token: what a ticket is answered where nothing else denies it. */
  readonly answers: ReadonlyMap<string, Status>;
}

/** A gate that the venue lists. */
export interface Gate {
  readonly id: number;
  readonly name: string;
  readonly rule: GateRule;
  readonly restrictions: Restrictions;
}

/** Whom a gate does not admit, whatever their ticket's state. Null: no restriction of that kind. */
export interface Restrictions {
  readonly opensMs: number | null;
  readonly closesMs: number | null;
  readonly sections: ReadonlySet<string> | null;
  readonly events: ReadonlySet<string> | null;
  readonly accessGroups: ReadonlySet<string> | null;
}

/** A gate without restrictions, as every gate is that the venue does not list. */
export const UNRESTRICTED: Restrictions = {
  opensMs: null,
  closesMs: null,
  sections: null,
  events: null,
  accessGroups: null,
};

/** An event with its scanning period, both ends included. */
export interface VenueEvent {
  readonly id: string;
  readonly name: string;
  readonly startsMs: number;
  readonly scanningOpensMs: number;
  readonly scanningClosesMs: number;
}

/** A ticket of one of the venue's events. */
export interface Ticket extends TicketRow {
  readonly eventId: string;
}

/** Whether a moment lies in the event's scanning period: outside of it, its tickets are not found (Presence overview, FAQ). */
export function isActive(event: VenueEvent, atMs: number): boolean {
  return event.scanningOpensMs <= atMs && atMs <= event.scanningClosesMs;
}

/** The section of a place, `"Section:Row:Seat"`. */
export function sectionOf(place: string | null): string | null {
  return place?.split(":", 1)[0] ?? null;
}
