import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Direction, GatePolicy, TicketState } from "../domain/index.js";
import { UNSCANNED } from "../domain/index.js";
import { judge, passed, presumed } from "./gate-rules.js";

const external: GatePolicy = { rule: { kind: "external" }, reentry: "afterExit" };
const externalOnce: GatePolicy = { ...external, reentry: "never" };
const lounge: GatePolicy = { rule: { kind: "internal", multipleEntries: false, zone: "lounge" }, reentry: "afterExit" };
const openLounge: GatePolicy = { ...lounge, rule: { kind: "internal", multipleEntries: true, zone: "lounge" } };
const field: GatePolicy = { ...lounge, rule: { kind: "internal", multipleEntries: false, zone: "field" } };

/** Runs a story of scans and lists the answers. */
function story(...scans: readonly (readonly [GatePolicy, Direction])[]): string[] {
  let state: TicketState = UNSCANNED;
  return scans.map(([gate, direction]) => {
    const judgement = judge(state, direction, gate);
    state = judgement.next;
    return judgement.status;
  });
}

describe("external gate", () => {
  it("admits the first enter and no second one (rule 1)", () => {
    expect(story([external, "enter"], [external, "enter"])).toEqual(["OKAY", "ALREADY_ENTERED"]);
  });
  it("lets an entered ticket exit once, and one never entered not at all (rule 2)", () => {
    expect(story([external, "exit"])).toEqual(["EXIT_NOT_PERMITTED"]);
    expect(story([external, "enter"], [external, "exit"], [external, "exit"])).toEqual([
      "OKAY",
      "EXIT",
      "EXIT_NOT_PERMITTED",
    ]);
  });
  it("admits an exited ticket again, or never where the venue says so (rule 3)", () => {
    expect(story([external, "enter"], [external, "exit"], [external, "enter"]).at(-1)).toBe("OKAY");
    expect(story([externalOnce, "enter"], [externalOnce, "exit"], [externalOnce, "enter"]).at(-1)).toBe(
      "ALREADY_ENTERED",
    );
  });
});

describe("internal gate", () => {
  it("counts the first internal entry as the entry (rule 4)", () => {
    expect(story([lounge, "enter"], [external, "enter"])).toEqual(["OKAY", "ALREADY_ENTERED"]);
    expect(story([external, "enter"], [lounge, "enter"])).toEqual(["OKAY", "OKAY"]);
  });
  it("asks for an exit before another entry, unless the gate takes multiple entries (rule 5)", () => {
    expect(story([lounge, "enter"], [lounge, "enter"], [lounge, "exit"], [lounge, "enter"])).toEqual([
      "OKAY",
      "INTERNAL_SCAN_ALREADY_ENTERED",
      "INTERNAL_SCAN_EXIT",
      "OKAY",
    ]);
    expect(story([openLounge, "enter"], [openLounge, "enter"])).toEqual(["OKAY", "OKAY"]);
  });
  it("permits one internal exit after an internal entry (rule 6)", () => {
    expect(story([external, "enter"], [lounge, "exit"]).at(-1)).toBe("INTERNAL_SCAN_EXIT_NOT_PERMITTED");
    expect(story([lounge, "enter"], [lounge, "exit"], [lounge, "exit"]).slice(1)).toEqual([
      "INTERNAL_SCAN_EXIT",
      "INTERNAL_SCAN_EXIT_NOT_PERMITTED",
    ]);
  });
  it("performs no external exit (rule 7): the ticket is still inside the venue", () => {
    expect(story([lounge, "enter"], [lounge, "exit"], [external, "enter"]).at(-1)).toBe("ALREADY_ENTERED");
  });
  it("holds presence per zone, and an external exit ends it in all of them (rule 9)", () => {
    expect(story([lounge, "enter"], [field, "enter"])).toEqual(["OKAY", "OKAY"]);
    expect(
      story([lounge, "enter"], [field, "enter"], [external, "exit"], [lounge, "exit"], [field, "enter"]).slice(2),
    ).toEqual(["EXIT", "INTERNAL_SCAN_EXIT_NOT_PERMITTED", "OKAY"]);
  });
});

const gates = fc.constantFrom(external, externalOnce, lounge, openLounge, field);
const directions = fc.constantFrom<Direction>("enter", "exit");
const states = fc.record({
  external: fc.constantFrom("notEntered", "entered", "exited"),
  internal: fc.dictionary(fc.constantFrom("lounge", "field"), fc.constantFrom("outside", "inside", "left")),
}) satisfies fc.Arbitrary<TicketState>;

describe("any ticket at any gate", () => {
  it("is answered, and a denial leaves it where it was", () => {
    fc.assert(
      fc.property(states, directions, gates, (state, direction, gate) => {
        const judgement = judge(state, direction, gate);
        if (!judgement.permitted) expect(judgement.next).toBe(state);
      }),
    );
  });
  it("is permitted where nothing is known of it", () => {
    fc.assert(
      fc.property(directions, gates, (direction, gate) => {
        expect(judge(presumed(direction, gate), direction, gate).permitted).toBe(true);
      }),
    );
  });
  it("[P6] once it passed, the same way is not open again where the rules forbid it", () => {
    fc.assert(
      fc.property(states, directions, gates, (state, direction, gate) => {
        const again = judge(passed(state, direction, gate), direction, gate);
        const unlimited = gate.rule.kind === "internal" && gate.rule.multipleEntries && direction === "enter";
        expect(again.permitted).toBe(unlimited);
      }),
    );
  });
});
