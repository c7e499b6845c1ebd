import type { JournalEntry } from "@usher/core";
import { expect, test } from "vitest";
import { JournalReading } from "./report.js";
import { reportLines } from "./report-lines.js";
import { reportText } from "./report-text.js";

const MINUTE_MS = 60_000;
const entry = { scanId: null, state: null } as const;

/** A journal that was set aside twice; only the first was accepted. */
function readThrough(): JournalReading {
  const reading = new JournalReading();
  const entries: readonly JournalEntry[] = [
    { ...entry, seq: 1, atMs: 0, kind: "setAside", data: { file: "gate.db.set-aside-1", salvaged: 3 } },
    { ...entry, seq: 2, atMs: MINUTE_MS, kind: "setAsideAccepted", data: {} },
    { ...entry, seq: 3, atMs: 2 * MINUTE_MS, kind: "setAside", data: { file: "gate.db.set-aside-2", salvaged: 0 } },
  ];
  for (const each of entries) reading.apply(each);
  return reading;
}

const report = (sinceMs: number | null) =>
  readThrough().report({ madeAtMs: 3 * MINUTE_MS, sinceMs, service: null, wholeTokens: false });

test("a report says when a journal was set aside, since what it held may be missing, and whether that was accepted", () => {
  const told = report(null);
  expect(told.counts.setAsides).toBe(2);
  expect([...reportLines(told)].slice(1).map((line) => JSON.parse(line) as object)).toEqual([
    { type: "setAside", file: "gate.db.set-aside-1", salvaged: 3, setAsideAtMs: 0, acceptedAtMs: MINUTE_MS },
    { type: "setAside", file: "gate.db.set-aside-2", salvaged: 0, setAsideAtMs: 2 * MINUTE_MS, acceptedAtMs: null },
  ]);
  expect(reportText(told, "UTC").split(/^(?=SET ASIDE)/m)[1]).toMatchInlineSnapshot(`
    "SET ASIDE: WHAT THIS JOURNAL HAD BEFORE MAY BE MISSING
    set aside                   as                   scans saved for upload  accepted
    1970-01-01 00:00:00 +00:00  gate.db.set-aside-1  3                       1970-01-01 00:01:00 +00:00
    1970-01-01 00:02:00 +00:00  gate.db.set-aside-2  0                       -
    "
  `);
});

test("since a moment, those from then on", () => {
  expect(report(MINUTE_MS).setAsides).toMatchObject([{ file: "gate.db.set-aside-2" }]);
});
