import { ExceptionRefused, LIMITS, ScannerStopped, StorageError, type ExceptionRefusal } from "@usher/core";
import { afterEach, describe, expect, test } from "vitest";
import { OVERRIDE } from "./scripted-gate.js";
import { surfaceRig, type SurfaceRig } from "./surface-rig.js";

const WORD = { role: "Supervisor", reason: "The turnstile was stuck" };
const SCAN = "000000000002";

let rig: SurfaceRig = surfaceRig();
afterEach(async () => {
  await rig.app.close();
  rig = surfaceRig();
});

async function post(url: string, payload: object) {
  return rig.post(url, payload, { cookie: await rig.logIn() });
}

const REFUSALS: readonly (readonly [ExceptionRefusal, number, string])[] = [
  ["notOperating", 409, "notOperating"],
  ["unknownScan", 404, "notFound"],
  ["notDenied", 409, "notDenied"],
  ["overridden", 409, "overridden"],
  ["notPermitted", 409, "notPermitted"],
  ["annulled", 409, "annulled"],
  ["inFlight", 409, "inFlight"],
];

describe("POST /api/scans/override", () => {
  test("[P14] lets somebody in against a denial, and answers the verdict", async () => {
    const answer = await post("/api/scans/override", { scanId: SCAN, role: " Supervisor ", reason: WORD.reason });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(OVERRIDE);
    await post("/api/scans/override", { scanId: SCAN, ...WORD, lane: "side" });
    expect(rig.gate.asked).toEqual([
      ["override", SCAN, WORD],
      ["override", SCAN, { ...WORD, lane: "side" }],
    ]);
  });

  test("[P14] is in the log with the role, and no reason: that may name people", async () => {
    await post("/api/scans/override", { scanId: SCAN, ...WORD });
    const line = rig
      .logged()
      .split("\n")
      .find((text) => text.includes("operatorOverrode"));
    expect(JSON.parse(line ?? "{}")).toMatchObject({ denied: SCAN, permit: OVERRIDE.scanId, role: "Supervisor" });
    expect(rig.logged()).not.toContain(WORD.reason);
  });

  test.each(REFUSALS)("says why not: %s is %i %s", async (code, httpStatus, error) => {
    rig.gate.answers.override = () => Promise.reject(new ExceptionRefused(code, "because"));
    const answer = await post("/api/scans/override", { scanId: SCAN, ...WORD });
    expect([answer.statusCode, answer.json()]).toEqual([httpStatus, { error, message: "because" }]);
  });

  test("says that the gate was stopped meanwhile", async () => {
    rig.gate.answers.override = () => Promise.reject(new ScannerStopped());
    expect((await post("/api/scans/override", { scanId: SCAN, ...WORD })).json()).toMatchObject({ error: "stopped" });
  });
});

describe("POST /api/scans/annul", () => {
  test.each(["withdrawn", "noted"] as const)("[P14] answers that the permit was %s", async (outcome) => {
    rig.gate.answers.annul = () => outcome;
    const answer = await post("/api/scans/annul", { scanId: SCAN, ...WORD });
    expect([answer.statusCode, answer.json()]).toEqual([200, { outcome }]);
    expect(rig.gate.asked).toEqual([["annul", SCAN, WORD]]);
  });

  test.each(REFUSALS)("says why not: %s is %i %s", async (code, httpStatus, error) => {
    rig.gate.answers.annul = () => {
      throw new ExceptionRefused(code, "because");
    };
    const answer = await post("/api/scans/annul", { scanId: SCAN, ...WORD });
    expect([answer.statusCode, answer.json()]).toEqual([httpStatus, { error, message: "because" }]);
  });

  test("says that it could not be saved", async () => {
    rig.gate.answers.annul = () => {
      throw new StorageError("full", "the disk is full");
    };
    expect((await post("/api/scans/annul", { scanId: SCAN, ...WORD })).json()).toMatchObject({
      error: "storageFailed",
    });
  });
});

describe.each(["/api/scans/override", "/api/scans/annul"])("%s", (url) => {
  test.each([
    ["no scan", { ...WORD }],
    ["no role", { scanId: SCAN, reason: "r" }],
    ["an empty role", { scanId: SCAN, role: "  ", reason: "r" }],
    ["no reason", { scanId: SCAN, role: "r" }],
    ["a role that is an essay", { ...WORD, scanId: SCAN, role: "r".repeat(LIMITS.roleLength + 1) }],
    ["a reason that is an essay", { ...WORD, scanId: SCAN, reason: "r".repeat(LIMITS.reasonLength + 1) }],
    ["a lane that there is not", { ...WORD, scanId: SCAN, lane: "west" }],
    ["an unknown key", { ...WORD, scanId: SCAN, token: "TICKET-1" }],
  ])("refuses %s", async (_what, payload) => {
    const answer = await post(url, payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: "badRequest" });
    expect(rig.gate.asked).toEqual([]);
  });
});

describe("the allowance for unknown tickets", () => {
  test("[P14] stands in the state and in the metrics", async () => {
    rig.gate.become({ unknownTickets: { admitted: 3, max: 200 } });
    const state = await rig.get("/api/state");
    expect(state.json()).toMatchObject({ unknownTickets: { admitted: 3, max: 200 } });
    const metrics = await rig.get("/metrics");
    expect(metrics.body).toContain("usher_unknown_tickets 3");
  });
});
