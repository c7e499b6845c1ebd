import { expect, test } from "vitest";
import { DOORS_MS, GateDay } from "../../test/gate-day.js";
import { reportLines } from "./report-lines.js";
import { reportText } from "./report-text.js";

test("a report tells what operators did to the gate: when, to which lane, and by which means", () => {
  const day = new GateDay();
  day.turn("exit", "side");
  day.turn("enter", null);
  day.store.noteAct({ act: "reconfigure", lane: null, means: "HTTP" }, (day.nowMs += 1_000));
  const file = "gate.db.set-aside-1";
  day.store.noteAct({ act: "acceptSetAside", lane: null, means: "operator panel", file }, (day.nowMs += 1_000));

  const told = day.report();
  expect(told.counts.operatorActs).toBe(4);
  expect(day.report({ sinceMs: DOORS_MS + 3_000 }).operatorActs).toMatchObject([
    { act: "reconfigure" },
    { act: "acceptSetAside" },
  ]);
  expect([...reportLines(told)].slice(1).map((line) => JSON.parse(line) as object)[0]).toEqual({
    type: "operator",
    act: "direction",
    direction: "exit",
    lane: "side",
    means: "operator panel",
    atMs: DOORS_MS + 1_000,
  });
  expect(reportText(told, "UTC").split(/^(?=DONE BY)/m)[1]).toMatchInlineSnapshot(`
    "DONE BY THE OPERATOR
    when                        lane  what                                             by which means
    2026-06-01 18:00:01 +00:00  side  turned to exit                                   operator panel
    2026-06-01 18:00:02 +00:00  all   turned to enter                                  operator panel
    2026-06-01 18:00:03 +00:00  all   configured anew                                  HTTP
    2026-06-01 18:00:04 +00:00  all   accepted that gate.db.set-aside-1 was set aside  operator panel
    "
  `);
});
