import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { codeIn } from "@usher/core/testing";
import { SettingsFileError, TicketFileError } from "@usher/validators";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readVenue } from "./read-venue.js";
import type { Venue } from "./venue.js";

const NOW_MS = Date.parse("2026-11-23T12:00:00Z");
const HOUR_MS = 3_600_000;

const PLAIN = {
  venueId: "V1",
  apiKeys: ["k"],
  gates: [{ id: 1, name: "Main" }],
  events: [{ id: "today", name: "Today", startsAt: "2026-11-23T18:00:00Z" }],
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "usher-venue-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function written(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function read(changes: object): Venue {
  return readVenue(written("venue.jsonc", JSON.stringify({ ...PLAIN, ...changes }, null, 2)), NOW_MS);
}

/** The words of what is thrown. */
function problemWith(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof SettingsFileError || error instanceof TicketFileError) return error.message;
    throw error;
  }
  return "nothing was wrong";
}

describe("a venue file", () => {
  it("means what its words say where it leaves something out", () => {
    expect(read({})).toEqual({
      venueId: "V1",
      apiKeys: new Set(["k"]),
      exitStatuses: "okay",
      reentry: "afterExit",
      duplicateWindowMs: 0,
      gates: new Map([
        [
          1,
          {
            id: 1,
            name: "Main",
            rule: { kind: "external" },
            restrictions: expect.objectContaining({ opensMs: null }) as object,
          },
        ],
      ]),
      events: new Map([
        [
          "today",
          {
            id: "today",
            name: "Today",
            startsMs: NOW_MS + 6 * HOUR_MS,
            scanningOpensMs: NOW_MS - 6 * HOUR_MS,
            scanningClosesMs: NOW_MS + 18 * HOUR_MS,
          },
        ],
      ]),
      tickets: [],
      answers: new Map(),
    });
  });

  it("gives each internal gate a zone of its own, unless it names one", () => {
    const rule = { kind: "internal", multipleEntries: true };
    const { gates } = read({
      gates: [
        { id: 7, name: "Bar", rule },
        { id: 8, name: "Pit", rule: { ...rule, zone: "floor" } },
      ],
    });
    expect([...gates.values()].map((gate) => gate.rule)).toMatchObject([{ zone: "7" }, { zone: "floor" }]);
  });

  it("adds a list of tickets that lies beside it", () => {
    written("list.csv", "token,eventId,place,void\nLISTED,today,1:1:1,\nVOID,today,,yes\n");
    const { tickets } = read({
      ticketsFile: "list.csv",
      tickets: [{ token: "INLINE", eventId: "today", accessGroups: ["crew"] }],
    });
    expect(tickets).toMatchObject([
      { token: "INLINE", eventId: "today", accessGroups: ["crew"], void: false },
      { token: "LISTED", place: "1:1:1" },
      { token: "VOID", void: true },
    ]);
  });

  it("of the README can be read", () => {
    const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
    const [example = ""] = codeIn(readme, "jsonc");
    vi.stubEnv("SECOND_KEY", "second");
    written("third-key.txt", "third\n");
    written("tickets.csv", "token,eventId\nLISTED,tonight\n");
    const venue = readVenue(written("readme.jsonc", example), NOW_MS);
    vi.unstubAllEnvs();
    expect([...venue.apiKeys]).toEqual(["demo-key", "second", "third"]);
    expect(venue.tickets).toHaveLength(2);
    expect(venue.duplicateWindowMs).toBe(2_000);
  });

  it("of the demo can be read, and has something of everything", () => {
    const demo = readVenue(fileURLToPath(new URL("../../../../demo/venue.jsonc", import.meta.url)), Date.now());
    expect(demo.tickets.length).toBeGreaterThan(15);
    expect(demo.tickets.filter((ticket) => ticket.void || ticket.mark !== null).length).toBeGreaterThan(1);
    expect([...demo.gates.values()].map((gate) => gate.rule.kind)).toContain("internal");
  });
});

describe("a venue file that can't be used", () => {
  it.each([
    ["a misspelt key", { venuID: "V1" }, ["venue.jsonc", "line ", 'unknown key "venuID", did you mean "venueId"']],
    [
      "a gate's misspelt key",
      { gates: [{ id: 1, name: "M", rul: {} }] },
      ['gates[0].rul: unknown key "rul", did you mean "rule"'],
    ],
    [
      "a ticket of an unknown event",
      { tickets: [{ token: "T", eventId: "2day" }] },
      ["tickets[0].eventId", '"2day"', 'events: "today"'],
    ],
    ["a ticket of no event", { tickets: [{ token: "T" }] }, ["tickets[0].eventId: is missing"]],
    [
      "a gate for an unknown event",
      { gates: [{ id: 1, name: "M", restrictions: { events: ["x"] } }] },
      ["gates[0].restrictions.events[0]"],
    ],
    ["a gate twice", { gates: [...PLAIN.gates, { id: 1, name: "Side" }] }, ["gates[1].id", "gates[0]"]],
    ["a gate name twice", { gates: [...PLAIN.gates, { id: 2, name: "Main" }] }, ["gates[1].name"]],
    [
      "a token twice",
      {
        tickets: [
          { token: "SAME-TOKEN", eventId: "today" },
          { token: "SAME-TOKEN", eventId: "today" },
        ],
      },
      ["tickets[1].token"],
    ],
    ["no gates", { gates: [] }, ["gates", "at least 1 entry"]],
    [
      "a time without a zone",
      { events: [{ id: "today", name: "T", startsAt: "2026-11-23 18:00" }] },
      ["events[0].startsAt", '"now+2h"'],
    ],
    [
      "an unset variable",
      { apiKeys: [{ env: "USHER_TEST_KEY_THAT_IS_NOT_SET" }] },
      ["USHER_TEST_KEY_THAT_IS_NOT_SET", "apiKeys[0]"],
    ],
    [
      "closing before opening",
      { events: [{ ...PLAIN.events[0], scanningOpens: "now", scanningCloses: "now-1h" }] },
      ["events[0].scanningCloses", "before it opens"],
    ],
    ["a list that is missing", { ticketsFile: "none.csv" }, ["none.csv", "there is no such file"]],
  ])("with %s is refused with words that name the fix", (_what, changes, words) => {
    const problem = problemWith(() => read(changes));
    for (const word of words) expect(problem).toContain(word);
  });

  it("with a list of tickets for another venue is refused, naming the list and its lines", () => {
    written(
      "list.csv",
      `token,eventId\n${Array.from({ length: 100 }, (_, index) => `T${index},elsewhere`).join("\n")}\n`,
    );
    const problem = problemWith(() => read({ ticketsFile: "list.csv" }));
    expect(problem).toContain("list.csv");
    expect(problem).toContain(
      'line 2, eventId: is "elsewhere", expected the id of one of this venue\'s events: "today"',
    );
    expect(problem.split("\n").length).toBeLessThan(25);
  });

  it("with a ticket both in it and in its list is refused", () => {
    written("list.csv", "token,eventId\nTWICE,today\n");
    expect(
      problemWith(() => read({ ticketsFile: "list.csv", tickets: [{ token: "TWICE", eventId: "today" }] })),
    ).toContain("line 2, token");
  });

  it("never shows a key", () => {
    expect(problemWith(() => read({ apiKeys: ["a-secret-key", 7], venueId: "" }))).not.toContain("a-secret-key");
  });
});
