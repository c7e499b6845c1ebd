import type { GateRule } from "@usher/core";
import {
  readSettingsFile,
  readTicketFile,
  resolveBeside,
  resolveSecret,
  settingsProblem,
  TicketFileError,
} from "@usher/validators";
import { LIMITS } from "../limits.js";
import { momentMs } from "./moment.js";
import { expectedEvent, isOfKnownEvent, venueFileSchema, type VenueFile } from "./venue-file.js";
import type { Gate, Restrictions, Ticket, Venue, VenueEvent } from "./venue.js";

/** Presence's usual scanning period: this long before and after the start of an event. */
const DEFAULT_PERIOD_MS = 12 * 3_600_000;

/**
 * Reads a venue file and the list of tickets that it names. Relative times count from `nowMs`. Throws a `SettingsFileError` or a
 * `TicketFileError` that names file, line, value and what was expected.
 */
export function readVenue(file: string, nowMs: number): Venue {
  const read = readSettingsFile(file, venueFileSchema);
  const events = read.events.map((event, index) => venueEvent(event, index, file, nowMs));
  return {
    venueId: read.venueId,
    apiKeys: new Set(
      read.apiKeys.map((key, index) => resolveSecret(key, { settingsFile: file, path: `apiKeys[${index}]` })),
    ),
    exitStatuses: read.exitStatuses,
    reentry: read.reentry,
    duplicateWindowMs: read.duplicateWindowMs,
    gates: new Map(read.gates.map((gate) => [gate.id, gateOf(gate, nowMs)])),
    events: new Map(events.map((event) => [event.id, event])),
    tickets: ticketsOf(read, file),
    answers: new Map(Object.entries(read.answers)),
  };
}

function venueEvent(event: VenueFile["events"][number], index: number, file: string, nowMs: number): VenueEvent {
  const startsMs = momentMs(event.startsAt, nowMs);
  const { scanningOpens, scanningCloses } = event;
  const scanningOpensMs = scanningOpens === undefined ? startsMs - DEFAULT_PERIOD_MS : momentMs(scanningOpens, nowMs);
  const scanningClosesMs =
    scanningCloses === undefined ? startsMs + DEFAULT_PERIOD_MS : momentMs(scanningCloses, nowMs);
  if (scanningClosesMs < scanningOpensMs) {
    const message = `scanning closes at ${iso(scanningClosesMs)}, before it opens at ${iso(scanningOpensMs)}: exchange the two`;
    throw settingsProblem(file, `events[${index}].scanningCloses`, message);
  }
  return { id: event.id, name: event.name, startsMs, scanningOpensMs, scanningClosesMs };
}

function gateOf(gate: VenueFile["gates"][number], nowMs: number): Gate {
  return { id: gate.id, name: gate.name, rule: ruleOf(gate), restrictions: restrictionsOf(gate.restrictions, nowMs) };
}

function ruleOf({ id, rule }: VenueFile["gates"][number]): GateRule {
  if (rule === undefined || rule.kind === "external") return { kind: "external" };
  return { ...rule, zone: rule.zone ?? String(id) };
}

function restrictionsOf(restrictions: VenueFile["gates"][number]["restrictions"], nowMs: number): Restrictions {
  const { opens, closes, sections, events, accessGroups } = restrictions ?? {};
  return {
    opensMs: opens === undefined ? null : momentMs(opens, nowMs),
    closesMs: closes === undefined ? null : momentMs(closes, nowMs),
    sections: sections === undefined ? null : new Set(sections),
    events: events === undefined ? null : new Set(events),
    accessGroups: accessGroups === undefined ? null : new Set(accessGroups),
  };
}

function ticketsOf(read: VenueFile, file: string): readonly Ticket[] {
  const events = new Set(read.events.map((event) => event.id));
  const inline = read.tickets.filter((ticket) => isOfKnownEvent(ticket, events));
  if (read.ticketsFile === undefined) return inline;

  const ticketsFile = resolveBeside(file, read.ticketsFile);
  const inlineTokens = new Set(inline.map((ticket) => ticket.token));
  const listed: Ticket[] = [];
  const problems = [];
  for (const { line, ...ticket } of readTicketFile(ticketsFile)) {
    if (!isOfKnownEvent(ticket, events)) {
      const found = ticket.eventId === null ? "is missing" : `is "${ticket.eventId}"`;
      problems.push({ line, path: "eventId", message: `${found}, ${expectedEvent(events)}` });
    } else if (inlineTokens.has(ticket.token)) {
      problems.push({ line, path: "token", message: `the same token stands in ${file}: keep one of the two` });
    } else {
      listed.push(ticket);
    }
  }
  if (problems.length > 0) throw new TicketFileError("invalid", ticketsFile, problems.slice(0, LIMITS.shownProblems));
  return [...inline, ...listed];
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
