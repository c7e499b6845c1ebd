import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deviceMachine, readerMachine, ticketMachine } from "@usher/core/machines";
import { describe, expect, it } from "vitest";
import { and, fromPromise, not, setup, stateIn } from "xstate";
import { stateDiagram, withCharts } from "./mermaid.mjs";
import { ROOT } from "./planted-tree.js";

describe("a chart of a machine", () => {
  const machine = setup({
    guards: { isWet: () => true },
    actions: { answer: (_, _params: { status: string }) => {} },
    actors: { warm: fromPromise(() => Promise.resolve()) },
  });

  it("shows hierarchy, first states, final states, delays and what a state does", () => {
    const lamp = machine.createMachine({
      id: "lamp",
      initial: "dark",
      states: {
        dark: { after: { 500: "lit" } },
        lit: {
          initial: "warming",
          states: { warming: { invoke: { src: "warm", onDone: "bright", onError: "#lamp.broken" } }, bright: {} },
        },
        broken: { type: "final" },
      },
    });
    expect(stateDiagram(lamp)).toBe(`stateDiagram-v2
  [*] --> dark
  state "dark" as dark
  state "lit" as lit {
    [*] --> lit_warming
    state "warming<br/>(warm)" as lit_warming
    state "bright" as lit_bright
  }
  state "broken" as broken
  broken --> [*]
  dark --> lit: after 500
  lit_warming --> lit_bright: done
  lit_warming --> broken: error`);
  });

  it("shows regions, guards of every kind, answers, and gathers what leads the same way", () => {
    const gate = machine.createMachine({
      id: "gate",
      type: "parallel",
      states: {
        arm: {
          initial: "shut",
          states: {
            shut: {
              on: {
                push: { guard: and(["isWet", not(stateIn({ lamp: "on" }))]), target: "open" },
                pull: {
                  guard: ({ event }) => event.type === "pull",
                  actions: { type: "answer", params: { status: "NO" } },
                },
              },
            },
            open: { always: "shut" },
          },
        },
        lamp: { initial: "on", on: { snap: ".off" }, states: { on: {}, off: {} } },
      },
    });
    expect(stateDiagram(gate)).toBe(`stateDiagram-v2
  state "arm" as arm {
    [*] --> arm_shut
    state "shut" as arm_shut
    state "open" as arm_open
  }
  state "lamp" as lamp {
    [*] --> lamp_on
    state "on" as lamp_on
    state "off" as lamp_off
  }
  arm_shut --> arm_open: push [isWet and not in lamp:on]
  arm_shut --> arm_shut: pull [type is pull] / NO
  arm_open --> arm_shut: otherwise
  lamp_on --> lamp_off: snap`);
  });
});

describe("docs/architecture.md", () => {
  it("shows the machines as they are (npm run charts -- --write renews it)", () => {
    const document = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");
    expect(withCharts(document, [deviceMachine, readerMachine, ticketMachine])).toBe(document);
  });
});
