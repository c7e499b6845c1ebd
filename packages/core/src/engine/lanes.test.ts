import { expect, test } from "vitest";
import { VirtualTime } from "../testing/index.js";
import { Lanes } from "./lanes.js";
import type { ScannerSettings } from "./settings.js";

const lanesOf = (...readers: object[]) =>
  new Lanes({ readers } as unknown as ScannerSettings, new VirtualTime(), {
    decide: async () => undefined,
    repeat: () => undefined,
    turnAway: () => undefined,
    onChecking: () => undefined,
  });
const told = (lanes: Lanes) => lanes.states().map(({ id, direction }) => `${id} ${direction}`);

test("a lane tells the direction of its reads: its own, or that of readers which always mean one", () => {
  const lanes = lanesOf(
    { lane: "north" },
    { lane: "south", direction: "exit" },
    { lane: "both", direction: "exit" },
    { lane: "both" },
  );
  expect(told(lanes)).toEqual(["north enter", "south exit", "both enter"]);
  lanes.turn("exit", "north");
  expect(told(lanes)).toEqual(["north exit", "south exit", "both enter"]);
  lanes.turn("enter");
  expect(told(lanes)).toEqual(["north enter", "south exit", "both enter"]);
  expect(lanes.directionOf("south")).toBe("exit");
});

test("turning tells whether anything changed; a lane whose readers always mean one direction can't be turned alone", () => {
  const lanes = lanesOf({ lane: "north" }, { lane: "south", direction: "exit" });
  const turned = [
    lanes.turn("enter"),
    lanes.turn("exit", "north"),
    lanes.turn("exit", "north"),
    lanes.turn("enter"),
    lanes.turn("exit"),
    lanes.turn("exit", "south"),
  ];
  expect(turned).toEqual([false, true, false, true, true, false]);
  expect(() => lanes.turn("enter", "south")).toThrow('the readers of lane "south" always mean one direction');
  expect(() => lanes.turn("enter", "west")).toThrow("the lanes are north, south");
});

test("a gate whose readers all mean one direction always can't be turned", () => {
  const lanes = lanesOf({ lane: "north", direction: "enter" }, { lane: "south", direction: "exit" });
  expect(lanes.turn("enter")).toBe(false);
  expect(() => lanes.turn("exit")).toThrow("the readers of every lane always mean one direction");
  expect([lanes.direction, ...told(lanes)]).toEqual(["enter", "north enter", "south exit"]);
});

test("a gate without readers has the one lane of tickets that are typed in", () => {
  expect(told(lanesOf())).toEqual(["1 enter"]);
});
