import { describe, expect, test } from "vitest";
import { GateDay } from "../../test/gate-day.js";

const doubts = (day: GateDay) => day.reading().doubts();
const open = { became: "open", uploadedAtMs: null, answer: null };

describe("[P7] a scan in doubt", () => {
  test("is told with how it was decided, and stays open while nothing more is known", () => {
    const day = new GateDay();
    day.offlinePermit("TICKET-0001", { inDoubt: true, scanId: day.begin("TICKET-0001") });
    day.offlineDenial("TICKET-0002", { inDoubt: true, scanId: day.begin("TICKET-0002") });
    day.stopped("TICKET-0003", day.begin("TICKET-0003"));
    day.begin("TICKET-0004");
    day.offlinePermit("TICKET-0005");
    expect(doubts(day)).toMatchObject([
      { token: "…001", decided: "permit", status: "OKAY", place: "101:A:7", ...open },
      { token: "…002", decided: "deny", status: "NOT_FOUND", ...open },
      { token: "…003", decided: "never", status: "SCAN_AGAIN", ...open },
      { token: "…004", decided: "never", status: null, place: null, ...open },
    ]);
  });

  test("is settled by its upload, which has a time", () => {
    const day = new GateDay();
    const scanId = day.offlinePermit("TICKET-0001", { inDoubt: true });
    day.quarantine(scanId);
    expect(doubts(day)).toMatchObject([open]);
    day.requeue(scanId);
    day.upload(scanId);
    expect(doubts(day)).toMatchObject([{ became: "uploaded", uploadedAtMs: day.nowMs, answer: null }]);
  });

  test("is settled by the first answer of the service about its ticket, and by no other", () => {
    const day = new GateDay();
    day.online("TICKET-0001", "ALREADY_ENTERED");
    day.stopped("TICKET-0001", day.begin("TICKET-0001"));
    day.online("TICKET-0002", "ALREADY_ENTERED");
    day.online("TICKET-0001", "API_KEY_REFUSED");
    day.online("TICKET-0001", "UNINTELLIGIBLE");
    day.offlineDenial("TICKET-0001");
    expect(doubts(day)).toMatchObject([open]);
    const scanId = day.online("TICKET-0001", "ALREADY_ENTERED");
    const atMs = day.nowMs;
    day.online("TICKET-0001", "OKAY");
    expect(doubts(day)).toMatchObject([{ became: "answered", answer: { scanId, status: "ALREADY_ENTERED", atMs } }]);
  });

  test("is told the service's own status where this device denied by its ledger", () => {
    const day = new GateDay();
    day.offlinePermit("TICKET-0001", { inDoubt: true });
    day.online("TICKET-0001", "ALREADY_ENTERED", { answered: "OKAY" });
    expect(doubts(day)).toMatchObject([{ answer: { status: "OKAY" } }]);
  });
});

describe("a permit of an outage whose ticket the service had inside", () => {
  const inside = (day: GateDay) => day.report().alreadyInside;

  test("is found by an answer that came before its upload", () => {
    const day = new GateDay();
    const scanId = day.offlinePermit("TICKET-0001");
    const asked = day.begin("TICKET-0001");
    day.upload(scanId); // acknowledged while the answer was on its way
    day.online("TICKET-0001", "ALREADY_ENTERED", { scanId: asked });
    expect(inside(day)).toMatchObject([{ scanId, answer: { scanId: asked, status: "ALREADY_ENTERED" } }]);
  });

  test("is not found where the answer may be the echo of the permit itself, or is the ledger's", () => {
    const day = new GateDay();
    day.upload(day.offlinePermit("TICKET-0001"));
    day.online("TICKET-0001", "ALREADY_ENTERED");
    day.offlinePermit("TICKET-0002", { inDoubt: true });
    day.online("TICKET-0002", "ALREADY_ENTERED");
    day.offlinePermit("TICKET-0003");
    day.online("TICKET-0003", "ALREADY_ENTERED", { answered: "OKAY" });
    day.offlinePermit("TICKET-0004", { direction: "exit" });
    day.online("TICKET-0004", "ALREADY_ENTERED");
    day.offlinePermit("TICKET-0005");
    day.online("TICKET-0005", "NOT_FOUND");
    expect(inside(day)).toEqual([]);
  });
});
