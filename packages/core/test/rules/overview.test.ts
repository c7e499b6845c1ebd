import { describe, expect, it } from "vitest";
import type { Direction, GatePolicy, GateRule, InternalPresence, TicketState } from "../../src/index.js";
import { judge } from "../../src/index.js";
import { byOverview, OVERVIEW, rulesFor, type Rule } from "./overview.js";

const GATES: readonly GateRule[] = [
  { kind: "external" },
  { kind: "internal", multipleEntries: false, zone: "lounge" },
  { kind: "internal", multipleEntries: true, zone: "lounge" },
];
const DIRECTIONS: readonly Direction[] = ["enter", "exit"];
const EXTERNAL = ["notEntered", "entered", "exited"] as const;
const ZONE = ["outside", "inside", "left"] as const;
/** `undefined`: the zone is not in the record. */
const INTERNAL: readonly (InternalPresence | undefined)[] = [undefined, ...ZONE];

interface Situation {
  readonly state: TicketState;
  readonly direction: Direction;
  readonly gate: GatePolicy;
}

/** Every ticket, with the zone behind the gate and one beside it, at every gate in every direction. */
function everySituation(): readonly Situation[] {
  const states = EXTERNAL.flatMap((external) =>
    INTERNAL.flatMap((lounge) =>
      INTERNAL.map((field): TicketState => {
        const internal = { ...(lounge && { lounge }), ...(field && { field }) };
        return { external, internal };
      }),
    ),
  );
  const gates = GATES.flatMap((rule) => [
    { rule, reentry: "afterExit" as const },
    { rule, reentry: "never" as const },
  ]);
  return states.flatMap((state) =>
    DIRECTIONS.flatMap((direction) => gates.map((gate) => ({ state, direction, gate }))),
  );
}

/** Every situation, and what the ticket machine says to it. */
const SITUATIONS = everySituation().map((situation) => ({
  ...situation,
  judgement: judge(situation.state, situation.direction, situation.gate),
}));

/** Where the ticket machine and a table do not say the same. A zone without a record is outside, in whatever words. */
function disagreements(rules: readonly Rule[]): readonly Situation[] {
  return SITUATIONS.filter(({ state, direction, gate, judgement }) => {
    return plain(judgement) !== plain(byOverview(state, direction, gate, rules));
  });
}

function plain({ status, permitted, next }: ReturnType<typeof byOverview>): string {
  const { lounge = "outside", field = "outside" } = next.internal;
  return [status, permitted, next.external, lounge, field].join(" ");
}

describe("the ticket machine and the sentences of the Presence overview", () => {
  it("there are 576 situations, and exactly one row speaks of each", () => {
    expect(SITUATIONS).toHaveLength(3 * 4 * 4 * 2 * 6);
    for (const { state, direction, gate } of SITUATIONS) {
      expect(rulesFor(OVERVIEW, state, direction, gate)).toHaveLength(1);
    }
  });

  it("[P3] [P6] say the same in every situation: status, passage and where the ticket is afterwards", () => {
    expect(disagreements(OVERVIEW)).toEqual([]);
  });

  it("a denial leaves the ticket untouched, to the very object", () => {
    for (const { state, judgement } of SITUATIONS) if (!judgement.permitted) expect(judgement.next).toBe(state);
  });

  describe("canary: the comparison notices when a row is wrong about", () => {
    for (const [index, row] of OVERVIEW.entries()) {
      const noticed = (change: Partial<Rule>) =>
        disagreements(OVERVIEW.map((rule) => (rule === row ? { ...rule, ...change } : rule))).length > 0;
      it(`row ${index + 1}, ${row.source}`, () => {
        expect(noticed({ status: "BLUE_MOON" })).toBe(true);
        expect(noticed({ passes: !row.passes })).toBe(true);
        // Of all places where the ticket could be afterwards, at most one goes unnoticed: the right one.
        expect(EXTERNAL.filter((externalAfter) => !noticed({ externalAfter })).length).toBeLessThanOrEqual(1);
        if (row.gate === "internal") {
          expect(ZONE.filter((zoneAfter) => !noticed({ zoneAfter })).length).toBeLessThanOrEqual(1);
        }
      });
    }

    it("leaving the venue without leaving its zones", () => {
      const staying = OVERVIEW.map(({ leavesAllZones: _, ...rule }) => rule);
      expect(disagreements(staying).length).toBeGreaterThan(0);
    });
  });
});
