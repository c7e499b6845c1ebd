import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRig, venueFile, type Rig } from "./rig.js";

const VENUE = venueFile({
  duplicateWindowMs: 2_000,
  gates: [
    { id: 1, name: "Main" },
    { id: 2, name: "Lounge", rule: { kind: "internal", multipleEntries: false } },
    { id: 3, name: "Later", restrictions: { opens: "now+1h" } },
    { id: 4, name: "Earlier", restrictions: { closes: "now-1h" } },
    { id: 5, name: "North", restrictions: { sections: ["N1"] } },
    { id: 6, name: "Matinee", restrictions: { events: ["matinee"] } },
    { id: 7, name: "Crew", restrictions: { accessGroups: ["crew"] } },
    {
      id: 8,
      name: "All of it",
      restrictions: { opens: "now+1h", sections: ["N1"], events: ["matinee"], accessGroups: ["crew"] },
    },
  ],
  events: [
    { id: "today", name: "Today", startsAt: "now+11h" },
    { id: "matinee", name: "Matinee", startsAt: "now-11h" },
    { id: "past", name: "Past", startsAt: "now-13h" },
    { id: "future", name: "Future", startsAt: "now+13h" },
    { id: "brief", name: "Brief", startsAt: "now", scanningOpens: "now+1h", scanningCloses: "now+2h" },
  ],
  tickets: [
    ...["A", "B", "C", "D", "E", "F", "G", "SCRIPTED"].map((token) => ({ token, eventId: "today", place: "S1:1:1" })),
    { token: "NORTH", eventId: "today", place: "N1:1:1" },
    { token: "CREW", eventId: "today", accessGroups: ["fans", "crew"] },
    { token: "MATINEE", eventId: "matinee" },
    { token: "PAST", eventId: "past" },
    { token: "FUTURE", eventId: "future" },
    { token: "BRIEF", eventId: "brief" },
    { token: "VOID", eventId: "today", void: true },
    { token: "MARKED", eventId: "today", mark: true },
    { token: "VOID-AND-MARKED", eventId: "today", void: true, mark: "stolen" },
    { token: "VOID-AND-PAST", eventId: "past", void: true },
  ],
  answers: { SCRIPTED: "TRANSFER", VOID: "OPEN_SEAT" },
});

let rig: Rig;
beforeAll(async () => {
  rig = await startRig(VENUE);
  await rig.device("Main");
});
afterAll(() => rig.close());

describe("a scan is answered", () => {
  it.each([
    ["OKAY", "A", {}],
    ["NOT_FOUND", "NOBODY-KNOWS", {}],
    ["NOT_FOUND", "PAST", {}],
    ["NOT_FOUND", "FUTURE", {}],
    ["NOT_FOUND", "BRIEF", {}],
    ["OKAY", "MATINEE", {}],
    ["BAD_TOKEN", " \u0004 ", {}],
    ["BAD_TOKEN", "9".repeat(5_000), {}],
    ["INVALID_TICKET", "VOID", {}],
    ["MARK_RESTRICTION", "MARKED", {}],
    ["START_RESTRICTION", "B", { gateId: 3 }],
    ["END_RESTRICTION", "B", { gateId: 4 }],
    ["SECTION_RESTRICTION", "B", { gateId: 5 }],
    ["SECTION_RESTRICTION", "CREW", { gateId: 5 }],
    ["OKAY", "NORTH", { gateId: 5 }],
    ["EVENT_RESTRICTION", "B", { gateId: 6 }],
    ["ACCESS_GROUP_RESTRICTION", "B", { gateId: 7 }],
    ["OKAY", "CREW", { gateId: 7 }],
    ["TRANSFER", "SCRIPTED", {}],
    // A gate that the venue does not list counts as external.
    ["OKAY", "C", { gateId: 999, gateName: "Nowhere" }],
    ["BAD_REQUEST", "B", { deviceId: 999 }],
    ["BAD_REQUEST", "B", { venueId: "another" }],
    ["BAD_REQUEST", "B", { scanTime: "now" }],
    ["BAD_REQUEST", "B", { deviceOs: "Windows" }],
    ["BAD_REQUEST", "", {}],
  ])("%s to %j with %j", async (status, token, more) => {
    expect(await rig.scan("enter", token, more)).toBe(status);
  });

  it.each([
    ["BAD_REQUEST before NOT_FOUND", "BAD_REQUEST", "NOBODY", { deviceId: 999 }],
    ["NOT_FOUND before INVALID_TICKET", "NOT_FOUND", "VOID-AND-PAST", {}],
    ["INVALID_TICKET before MARK_RESTRICTION", "INVALID_TICKET", "VOID-AND-MARKED", { gateId: 8 }],
    ["MARK_RESTRICTION before START_RESTRICTION", "MARK_RESTRICTION", "MARKED", { gateId: 8 }],
    ["START_RESTRICTION before SECTION_RESTRICTION", "START_RESTRICTION", "B", { gateId: 8 }],
  ])("%s", async (_order, status, token, more) => {
    expect(await rig.scan("enter", token, more)).toBe(status);
  });

  it("SECTION before EVENT before ACCESS_GROUP, and all of them before the ticket's state", async () => {
    const later = await startRig(VENUE);
    await later.device("Main");
    later.clocks.pass(2 * 3_600_000); // Gate 8 is open by now.
    expect(await later.scan("enter", "B", { gateId: 8 })).toBe("SECTION_RESTRICTION");
    expect(await later.scan("enter", "NORTH", { gateId: 8 })).toBe("EVENT_RESTRICTION");
    expect(await later.scan("exit", "B", { gateId: 7 })).toBe("ACCESS_GROUP_RESTRICTION");
    await later.close();
  });
});

describe("DUPLICATE", () => {
  it("answers the same device, ticket and way within the window, which a repeat does not lengthen", async () => {
    expect(await rig.scan("enter", "D")).toBe("OKAY");
    rig.clocks.pass(1_000);
    expect(await rig.scan("enter", "D")).toBe("DUPLICATE");
    rig.clocks.pass(1_100);
    expect(await rig.scan("enter", "D")).toBe("ALREADY_ENTERED");
  });

  it("does not answer another device, another way or another ticket", async () => {
    const other = await rig.device("Main", "02:00:00:00:00:02");
    expect(await rig.scan("enter", "E")).toBe("OKAY");
    expect(await rig.scan("enter", "E", { deviceId: other })).toBe("ALREADY_ENTERED");
    expect(await rig.scan("exit", "E")).toBe("EXIT");
    expect(await rig.scan("enter", "F")).toBe("OKAY");
  });
});
