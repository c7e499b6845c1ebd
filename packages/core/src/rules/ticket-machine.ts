import { not, or, setup, stateIn } from "xstate";
import type { Answer, GateEvent } from "./gate-event.js";

const answer = (status: Answer["status"]) => ({ type: "answer" as const, params: { status } });

/**
 * One ticket under enter and exit, as one gate sees it: the venue's border (`external`) beside the zone behind this gate
 * (`internal`). The rules are those of the Presence overview, "External Scanning" and "Internal Scanning"; the comments
 * number them as docs/gate-rules.md does. The machine has no effects: it is used through XState's pure `transition`, by
 * the offline decision and by the simulator alike, so nobody writes the rules a second time.
 */
export const ticketMachine = setup({
  types: { events: {} as GateEvent },
  actions: { answer: (_, _params: Answer) => undefined },
  guards: {
    mayReenter: ({ event }) => event.type === "enterExternal" && event.reentry,
    takesMultipleEntries: ({ event }) => event.type === "enterInternal" && event.multipleEntries,
    isEntered: stateIn({ external: "entered" }),
    mayEnterZone: or([
      not(stateIn({ internal: "inside" })),
      ({ event }) => event.type === "enterInternal" && event.multipleEntries,
    ]),
  },
}).createMachine({
  id: "ticket",
  type: "parallel",
  states: {
    external: {
      initial: "notEntered",
      states: {
        notEntered: {
          on: {
            enterExternal: { target: "entered", actions: answer("OKAY") }, // rule 1
            exitExternal: { actions: answer("EXIT_NOT_PERMITTED") }, // rule 2
            enterInternal: { guard: "mayEnterZone", target: "entered" }, // rule 4: counts as the entry; `internal` answers
          },
        },
        entered: {
          on: {
            enterExternal: { actions: answer("ALREADY_ENTERED") }, // rule 1
            exitExternal: { target: "exited", actions: answer("EXIT") }, // rule 2
          },
        },
        exited: {
          on: {
            enterExternal: [
              { guard: "mayReenter", target: "entered", actions: answer("OKAY") }, // rule 3
              { actions: answer("ALREADY_ENTERED") }, // rule 3, where the venue says "never"
            ],
            exitExternal: { actions: answer("EXIT_NOT_PERMITTED") }, // rule 2
            enterInternal: { guard: "mayEnterZone", target: "entered" }, // rule 4
          },
        },
      },
    },
    internal: {
      initial: "outside",
      states: {
        outside: {
          on: {
            enterInternal: { target: "inside", actions: answer("OKAY") }, // rule 4
            exitInternal: { actions: answer("INTERNAL_SCAN_EXIT_NOT_PERMITTED") }, // rule 6
          },
        },
        inside: {
          on: {
            enterInternal: [
              { guard: "takesMultipleEntries", actions: answer("OKAY") }, // rule 5
              { actions: answer("INTERNAL_SCAN_ALREADY_ENTERED") }, // rule 5
            ],
            exitInternal: { target: "left", actions: answer("INTERNAL_SCAN_EXIT") }, // rule 6
            exitExternal: { guard: "isEntered", target: "outside" }, // who leaves the venue leaves every zone
          },
        },
        left: {
          on: {
            enterInternal: { target: "inside", actions: answer("OKAY") }, // rule 5
            exitInternal: { actions: answer("INTERNAL_SCAN_EXIT_NOT_PERMITTED") }, // rule 6
            exitExternal: { guard: "isEntered", target: "outside" },
          },
        },
      },
    },
  },
});
