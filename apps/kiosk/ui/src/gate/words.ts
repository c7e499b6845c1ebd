import type { Direction } from "@usher/core";

/** Every word of the gate display, in one place: a further language is a further object of this shape. */
export const WORDS = {
  idle: { enter: "Scan your ticket", exit: "Scan your ticket to leave" },
  idleHint: "Hold the barcode in front of the reader",
  direction: { enter: "Entry", exit: "Exit" },
  permit: { enter: "Please enter", exit: "Goodbye" },
  deny: { enter: "No entry", exit: "No exit" },
  repeatedTitle: "Already shown",
  repeatedHint: {
    permit: "This ticket was just accepted. It admits nobody else.",
    deny: "This ticket was just refused.",
  },
  seat: { section: "Section", row: "Row", seat: "Seat", place: "Place" },
  tickets: (count: number) => `${count} tickets`,
  moreTickets: (count: number) => `and ${count} more`,
  ticket: "Ticket",
  lane: "Lane",
  gate: "Gate",
  byOperator: "decided by an operator",
  unknownAdmitted: "Unknown ticket, let in as long as the service is away",
  decidedHere: "decided by this gate, offline",
  inDoubt: "In doubt: the service did not answer and may have counted this scan",
  notSaved: "This scan could not be saved",
  offline: "Offline",
  offlineHint: "Tickets are checked by this gate alone",
  toUpload: (count: number) => (count === 1 ? "1 scan to upload" : `${count} scans to upload`),
  uploading: (count: number) => (count === 1 ? "Uploading 1 scan" : `Uploading ${count} scans`),
  scansInDoubt: (count: number) => (count === 1 ? "1 in doubt" : `${count} in doubt`),
  moreAlarms: (count: number) => `and ${count} more ${count === 1 ? "alarm" : "alarms"}: see the operator panel`,
  notReady: "Not ready",
  configuring: "Configuring: asking the service",
  refused: "The service refused to configure this gate. Trying again…",
  tryingAgain: "No ticket is accepted until then",
  contactSupport: "Contact Ticketmaster support",
  noLane: (lane: string) => `There is no lane ${lane}`,
  noLaneHint: (lanes: string) => `This gate has: ${lanes}. Correct ?lane= in the address of this display`,
  stopping: "This gate is closing",
  connecting: "Connecting to the kiosk",
  lost: "Display has lost the kiosk",
  lostHint: "Do not go by this screen. Reconnecting…",
} as const;

/** What a screen reader says of a verdict, before its reason. */
export function spokenDecision(decision: "permit" | "deny", direction: Direction): string {
  const what = WORDS.direction[direction];
  return decision === "permit" ? `${what} permitted` : `${what} denied`;
}
