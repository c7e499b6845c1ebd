import { describe, expect, test } from "vitest";
import { GateDay, WORD } from "../../test/gate-day.js";
import { reportLines } from "./report-lines.js";
import { reportText } from "./report-text.js";

describe("[P14] exceptions in a report", () => {
  test("are counted by their kind, and listed with role and reason", () => {
    const day = new GateDay();
    day.offlinePermit("TICKET-0001");
    day.unknownAdmitted("TICKET-0002");
    day.override("TICKET-0003", day.online("TICKET-0003", "ALREADY_ENTERED"));
    const { counts, exceptions } = day.report();
    expect(counts).toMatchObject({ permits: 3, unknownAdmitted: 1, overridden: 1, annulled: 0 });
    expect(exceptions).toMatchObject([
      { token: "…002", kind: "unknownAdmitted", role: null, reason: null, annulledAtMs: null },
      { token: "…003", kind: "overridden", ...WORD, annulledAtMs: null },
    ]);
  });

  test("that were annulled are told as such, and counted as annulled only", () => {
    const day = new GateDay();
    const scanId = day.unknownAdmitted("TICKET-0002");
    day.annul(scanId);
    const atMs = day.nowMs;
    const online = day.online("TICKET-0004", "OKAY");
    day.store.annul(online, { by: "operator", ...WORD }, atMs + 1);
    const { counts, exceptions, annulments, waiting } = day.report();
    expect(counts).toMatchObject({ unknownAdmitted: 0, annulled: 2, permits: 0 });
    expect(exceptions).toMatchObject([{ scanId, annulledAtMs: atMs }]);
    expect(waiting).toEqual([]);
    expect(annulments).toEqual([
      { scanId, annulledAtMs: atMs, by: "gate", role: null, reason: null, withdrawn: true },
      { scanId: online, annulledAtMs: atMs + 1, by: "operator", ...WORD, withdrawn: false },
    ]);
  });

  test("are tables for people and lines for programs", () => {
    const day = new GateDay();
    day.override("TICKET-0007", day.offlineDenial("TICKET-0007"));
    day.annul(day.unknownAdmitted("TICKET-0008"));
    const told = day.report();
    const [, tables = ""] = reportText(told, "UTC").split(/^(?=LET PASS)/m);
    expect(tables).toMatchInlineSnapshot(`
      "LET PASS BY EXCEPTION
      scanned                     ticket  way    lane  reader  place    exception        role        reason                   annulled
      2026-06-01 18:00:02 +00:00  …007    enter  main  stdin   101:A:7  overridden       Supervisor  The turnstile was stuck  -
      2026-06-01 18:00:03 +00:00  …008    enter  main  stdin   101:A:7  unknownAdmitted  -           -                        2026-06-01 18:00:04 +00:00

      ANNULLED: NOBODY WENT THROUGH
      annulled                    scan          by    role  reason  upload
      2026-06-01 18:00:04 +00:00  000000000003  gate  -     -       withdrawn
      "
    `);
    const types = [...reportLines(told)].map((line) => (JSON.parse(line) as { type: string }).type);
    expect(types.slice(-3)).toEqual(["exception", "exception", "annulment"]);
  });

  test("since a moment are those from then on", () => {
    const day = new GateDay();
    day.annul(day.unknownAdmitted("TICKET-0002"));
    expect(day.report({ sinceMs: day.nowMs + 1 })).toMatchObject({
      exceptions: [],
      annulments: [],
      counts: { annulled: 0 },
    });
  });
});
