import type { Decision, JournalContent, JournalEntry, Scan } from "@usher/core";
import { describe, expect, it } from "vitest";
import type { KioskVerdict } from "../kiosk-client.js";
import type { SimulatedScan } from "../stand.js";
import { disagreements, type Evidence } from "./agree.js";

const DEVICE = { id: 7, name: "North 1", venueId: "V1", gateId: 1, gateName: "North" };
const IN_DOUBT = {
  outcome: "deny",
  status: "SCAN_AGAIN",
  message: "Scan again",
  source: "device",
  inDoubt: true,
} as const;

function scanOf(token: string, direction: "enter" | "exit", scanTimeMs: number): Scan {
  const barcode = { token, ticketKey: token, symbology: null };
  const reader = { readerId: "in", lane: "in", deviceOs: "Printed", channelId: null, skewMs: 0 } as const;
  return { barcode, direction, device: DEVICE, scanTimeMs, ...reader };
}

function decisionOf(change: Partial<Decision>): Decision {
  const permit = { outcome: "permit", status: "OKAY", message: "Okay", source: "offline", inDoubt: false } as const;
  return { ...permit, tickets: [{ place: "A:1:1", eventId: "E1" }], ledger: null, ...change };
}

/** A story told to all three witnesses alike. Each test then lets one of them say something else. */
class Story {
  shown: KioskVerdict[] = [];
  journal: JournalEntry[] = [];
  service: SimulatedScan[] = [];
  chain: Evidence["chain"] = { intact: true, entries: 1 };
  tickets = new Set(["A", "B", "C"]);
  #timeMs = 1_000;

  /** A scan decided offline, shown, and (where it was a permit) uploaded. */
  offline(token: string, direction: "enter" | "exit" = "enter", change: Partial<Decision> = {}): this {
    const scan = scanOf(token, direction, (this.#timeMs += 10));
    const decision = decisionOf(change);
    this.#decide(scan, decision);
    if (decision.outcome === "permit") this.service.push(told(scan, "offline", "OKAY"));
    return this;
  }

  /** A scan that was sent, and taken by the service as `status`. `change`: what the kiosk made of it. */
  online(token: string, direction: "enter" | "exit" = "enter", change: Partial<Decision> = {}, status = "OKAY"): this {
    const scan = scanOf(token, direction, (this.#timeMs += 10));
    this.journal.push(entryOf({ kind: "begun", data: { scan } }, this.journal.length + 1));
    this.service.push(told(scan, "online", status));
    this.#decide(scan, decisionOf({ source: "online", ...change }), this.journal.length);
    return this;
  }

  /** The next scan comes in the same millisecond as the last one. */
  inTheSameMillisecond(): this {
    this.#timeMs -= 10;
    return this;
  }

  /** The next scan was read before the last one, and decided after it: another lane was quicker. */
  earlier(): this {
    this.#timeMs -= 15;
    return this;
  }

  #decide(scan: Scan, decision: Decision, id = this.journal.length + 1): void {
    const isPending = decision.outcome === "permit" && decision.source !== "online";
    const state = isPending ? "uploaded" : "notForUpload";
    this.journal.push({ ...entryOf({ kind: "decided", data: { scan, decision } }, id), state });
    const { direction, scanTimeMs, readerId, lane } = scan;
    const { outcome, status, message, source, inDoubt, tickets } = decision;
    const rest = { token: "…", place: null, elapsedMs: 5, repeated: false, saved: true };
    const seen = {
      direction,
      scanTimeMs,
      readerId,
      lane,
      decision: outcome,
      status,
      message,
      source,
      inDoubt,
      tickets,
    };
    this.shown.push({ scanId: String(id), ...rest, ...seen });
  }
}

function entryOf(content: JournalContent, id: number): JournalEntry {
  return { ...content, seq: id, atMs: 0, scanId: String(id), state: null };
}

function told({ barcode, direction, scanTimeMs }: Scan, mode: "online" | "offline", status: string): SimulatedScan {
  const scanType = direction === "enter" ? "ENTER" : "EXIT";
  const gate = { deviceId: 7, gateId: 1, gateName: "North", venueId: "V1", deviceOs: "Printed", channelId: null };
  return { token: barcode.token, scanType, status, scanTimeMs, mode, uploadTimeMs: null, ...gate };
}

const kinds = (story: Story) => disagreements(story).map(({ kind }) => kind);
const day = () => new Story().offline("A").online("B").offline("A", "exit").online("B", "exit").offline("A");

/** Changes the last of a list. */
function changeLast<Item>(items: Item[], change: Partial<Item>): void {
  items.push({ ...(items.pop() as Item), ...change });
}

describe("the witnesses of a crash test", () => {
  it("agree about a day on which nothing went wrong", () => {
    expect(kinds(day())).toEqual([]);
  });

  it("agree about a ticket that went out, in and out in one millisecond: what is alike the service may count once", () => {
    const story = day()
      .offline("C", "exit")
      .inTheSameMillisecond()
      .offline("C")
      .inTheSameMillisecond()
      .offline("C", "exit");
    story.service.pop();
    expect(kinds(story)).toEqual([]);
  });

  it("agree about what was decided and never shown, as the kill came first", () => {
    const story = day();
    story.shown.pop();
    expect(kinds(story)).toEqual([]);
  });

  it.each<[what: string, kind: string, lie: (story: Story) => void]>([
    ["a shown permit that the journal has lost", "lost", ({ shown }) => changeLast(shown, { scanId: "99" })],
    [
      "a shown denial that the journal has lost",
      "lost",
      (story) => {
        story.offline("C", "exit", { outcome: "deny", status: "NOT_FOUND" });
        story.journal.pop();
      },
    ],
    ["a permit shown with another time", "changed", ({ shown }) => changeLast(shown, { scanTimeMs: 1 })],
    ["a permit shown as a denial", "changed", ({ shown }) => changeLast(shown, { decision: "deny" })],
    ["an offline permit that the service has not", "lost", ({ service }) => service.pop()],
    ["an upload with another time", "changed", ({ service }) => changeLast(service, { scanTimeMs: 1 })],
    ["an upload with another device", "changed", ({ service }) => changeLast(service, { deviceId: 8 })],
    ["an upload that came twice", "double", ({ service }) => service.push(...service.slice(-1))],
    [
      "an upload of what was denied",
      "unfounded",
      (story) => {
        story.offline("C", "enter", { outcome: "deny", status: "NOT_FOUND" });
        story.service.push(told(scanOf("C", "enter", 1_060), "offline", "OKAY"));
      },
    ],
    ["uploads in another order", "disordered", ({ service }) => service.push(service.shift() as SimulatedScan)],
    ["a scan that was asked about twice", "double", ({ service }) => service.push(...service.slice(1, 2))],
    [
      "a scan that was asked about and never noted",
      "unfounded",
      ({ service }) => {
        service.push(told(scanOf("C", "enter", 5), "online", "NOT_FOUND"));
      },
    ],
    ["a permit of a ticket that nobody sold", "unfounded", (story) => story.offline("D")],
    ["an online permit that the service denied", "unfounded", (story) => story.online("C", "enter", {}, "NOT_FOUND")],
    ["a ticket that entered twice offline", "double", (story) => story.offline("C").offline("C")],
    ["a ticket that entered online and then offline", "double", (story) => story.online("C").offline("C")],
    [
      "a permit that is not uploaded at the end",
      "unsettled",
      ({ journal }) => changeLast(journal, { state: "pending" }),
    ],
    [
      "a scan that was begun and is open at the end",
      "unsettled",
      ({ journal }) => {
        journal.push(entryOf({ kind: "begun", data: { scan: scanOf("C", "enter", 5) } }, 99));
      },
    ],
    [
      "a database that was set aside",
      "unsettled",
      ({ journal }) => {
        journal.push(entryOf({ kind: "setAside", data: { file: "x", salvaged: 1 } }, 99));
      },
    ],
    [
      "a broken chain",
      "broken",
      (story) => {
        story.chain = { intact: false, seq: 3 };
      },
    ],
  ])("disagree about %s: %s", (_what, kind, lie) => {
    const story = day();
    lie(story);
    expect(kinds(story)).toEqual([kind]);
  });

  it("agree that a ticket may enter again after an exit that the service took and the kiosk never heard of", () => {
    expect(kinds(new Story().online("A").online("A", "exit", IN_DOUBT).online("A"))).toEqual([]);
    // Had the service refused that exit, it could not have let the ticket in again.
    const refused = new Story().online("A").online("A", "exit", IN_DOUBT, "EXIT_NOT_PERMITTED").online("A");
    expect(kinds(refused)).toEqual(["double"]);
  });

  it("leave open where a ticket is that passed both ways in one millisecond, or the way back first", () => {
    const story = new Story().offline("A", "exit");
    expect(kinds(story.inTheSameMillisecond().offline("A").online("A"))).toEqual([]);
    expect(kinds(new Story().offline("A", "exit").earlier().offline("A").online("A"))).toEqual([]);
    expect(kinds(new Story().offline("A").inTheSameMillisecond().offline("A"))).toEqual(["double"]);
  });
});
