import { describe, expect, test } from "vitest";
import { atService, DOORS_MS, GateDay } from "../../test/gate-day.js";
import { spanText } from "./local-time.js";
import { reportLines } from "./report-lines.js";
import { reportText } from "./report-text.js";
import { ServiceView } from "./service-view.js";

/** An evening with one of everything. */
function evening(): GateDay {
  const day = new GateDay();
  day.offlinePermit("TICKET-0001", { inDoubt: true, scanId: day.begin("TICKET-0001") });
  const twice = day.offlinePermit("TICKET-0002");
  const bad = day.offlinePermit("TICKET-0003");
  day.offlinePermit("TICKET-0004");
  day.offlineDenial("TICKET-0005");
  day.online("TICKET-0004", "ALREADY_ENTERED");
  day.upload(twice);
  day.quarantine(bad);
  return day;
}

function report(day: GateDay, sinceMs: number | null = null) {
  const service = new ServiceView([atService("TICKET-0002", DOORS_MS)], { kind: "external" }, []);
  return day.report({ sinceMs, service });
}

describe("a report for people", () => {
  test("says first what counts, then lists it, in local times with their zone", () => {
    expect(reportText(report(evening()), "Europe/Berlin")).toMatchInlineSnapshot(`
      "North · Gate 1 (device 42, arena)
      Report of 2026-06-01 20:00:08 +02:00, of the whole journal

      tickets that may have let in two people    2
      entered twice                              1
      permitted, and answered as already inside  1
      outages                                    1, 0:00:05 in all
      permitted without the service              4: 1 uploaded, 2 waiting, 1 quarantined
      in doubt                                   1: 1 open
      let pass by exception                      0 unknown tickets, 0 by the operator
      annulled                                   0
      done by the operator                       0

      OUTAGES
      begin                       end                         took     permits  denials  in doubt  drained
      2026-06-01 20:00:01 +02:00  2026-06-01 20:00:06 +02:00  0:00:05  4        1        1         3 not uploaded

      ENTERED TWICE
      scanned                     ticket  way    lane  reader  place    and also                    at gate  device
      2026-06-01 20:00:02 +02:00  …002    enter  main  stdin   101:A:7  2026-06-01 20:00:00 +02:00  South    99 online

      PERMITTED, AND ANSWERED AS ALREADY INSIDE BEFORE THE SERVICE HAD TAKEN IT
      scanned                     ticket  way    lane  reader  place    answered                    status
      2026-06-01 20:00:04 +02:00  …004    enter  main  stdin   101:A:7  2026-06-01 20:00:06 +02:00  ALREADY_ENTERED

      IN DOUBT: SENT AND NEVER ANSWERED
      scanned                     ticket  way    lane  reader  place    decided  uploaded  answered later  the service has it as
      2026-06-01 20:00:01 +02:00  …001    enter  main  stdin   101:A:7  permit   -         -               never received

      QUARANTINED: THE SERVICE FOUND IT MALFORMED
      scanned                     ticket  way    lane  reader  place    quarantined
      2026-06-01 20:00:03 +02:00  …003    enter  main  stdin   101:A:7  2026-06-01 20:00:08 +02:00

      WAITING FOR UPLOAD
      scanned                     ticket  way    lane  reader  place
      2026-06-01 20:00:01 +02:00  …001    enter  main  stdin   101:A:7
      2026-06-01 20:00:04 +02:00  …004    enter  main  stdin   101:A:7
      "
    `);
  });

  test("of a quiet gate is short", () => {
    const day = new GateDay();
    expect(reportText(day.report({ sinceMs: DOORS_MS }), "UTC")).toMatchInlineSnapshot(`
      "No scans
      Report of 2026-06-01 18:00:00 +00:00, since 2026-06-01 18:00:00 +00:00

      tickets that may have let in two people    0
      entered twice                              not known: bring the service's scans with --service-scans
      permitted, and answered as already inside  0
      outages                                    0, 0:00:00 in all
      permitted without the service              0: 0 uploaded, 0 waiting, 0 quarantined
      in doubt                                   0: 0 open
      let pass by exception                      0 unknown tickets, 0 by the operator
      annulled                                   0
      done by the operator                       0
      "
    `);
  });

  test("does not let a ticket speak to the terminal", () => {
    const day = new GateDay();
    day.offlinePermit("TICKET-\u001B[2J\u0007");
    expect(reportText(day.report({ wholeTokens: true }))).toContain("TICKET-\uFFFD[2J\uFFFD");
  });

  test("writes spans of time", () => {
    expect([0, 59_499, 61_000, 90_061_000].map(spanText)).toEqual(["0:00:00", "0:00:59", "0:01:01", "25:01:01"]);
  });
});

describe("a report since a moment", () => {
  test("leaves out scans and outages of before, and keeps what lasts", () => {
    const day = evening();
    const { counts } = report(day, day.nowMs);
    expect(counts).toMatchObject({ outages: 0, permits: 0, inDoubt: 0, alreadyInside: 0, enteredTwice: 0 });
    day.offlinePermit("TICKET-0006");
    expect(report(day, day.nowMs).counts).toMatchObject({ outages: 1, permits: 1, waiting: 1 });
    expect(report(day).counts).toMatchObject({ outages: 2, permits: 5 });
  });
});

describe("a report for programs", () => {
  test("is a summary and a line for each finding", () => {
    const lines = [...reportLines(report(evening()))].map((line) => JSON.parse(line) as { type: string });
    expect(lines.map(({ type }) => type)).toEqual([
      "summary",
      "outage",
      "enteredTwice",
      "alreadyInside",
      "doubt",
      "quarantined",
      "waiting",
      "waiting",
    ]);
    expect(lines[0]).toMatchObject({ counts: { permits: 4, uploaded: 1, ticketsAtRisk: 2 } });
  });
});
