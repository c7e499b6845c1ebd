import { afterEach, describe, expect, test } from "vitest";
import { LIMITS } from "../src/limits.js";
import { GateDay } from "./gate-day.js";
import { surfaceRig, type SurfaceRig } from "./surface-rig.js";

const [FIRST, SECOND] = ["TICKET-4711-0001", "TICKET-4711-0002"];

let rig: SurfaceRig;
afterEach(async () => rig.app.close());

/** A surface over a day's journal, for an operator who is logged in. */
async function over(day: GateDay) {
  rig = surfaceRig({ journal: day.store });
  const cookie = await rig.logIn();
  return {
    get: (url: string) => rig.get(url, { cookie }),
    post: (url: string, payload: object) => rig.post(url, payload, { cookie }),
  };
}

/** One permit in quarantine, one in doubt, and more doubts than a page is told of. */
function troubledDay(): GateDay {
  const day = new GateDay();
  day.quarantine(day.offlinePermit(FIRST));
  day.offlinePermit(SECOND, { inDoubt: true });
  day.online(SECOND, "ALREADY_ENTERED");
  for (let at = 0; at < LIMITS.findings; at += 1) day.begin(`TICKET-4712-${at}`);
  return day;
}

describe("without a session", () => {
  test.each([
    ["GET", "/api/doubts"],
    ["GET", "/api/quarantine"],
    ["GET", "/api/quarantine.ndjson"],
    ["GET", "/api/report"],
    ["GET", "/api/report?format=text"],
    ["POST", "/api/quarantine/requeue"],
  ] as const)("%s %s is refused", async (method, url) => {
    rig = surfaceRig();
    expect((await rig.app.inject({ method, url })).statusCode).toBe(401);
    expect(rig.gate.asked).toEqual([]);
  });
});

describe("GET /api/doubts", () => {
  test("[P7] [P10] tells what is in doubt and what became of it, the newest first, masked", async () => {
    const { get } = await over(troubledDay());
    const answer = await get("/api/doubts");
    const { total, open, doubts } = answer.json<{ total: number; open: number; doubts: object[] }>();
    expect([total, open, doubts.length]).toEqual([LIMITS.findings + 1, LIMITS.findings, LIMITS.findings]);
    expect(doubts[0]).toMatchObject({ decided: "never", became: "open", lane: "main", readerId: "stdin" });
    expect(answer.body).not.toMatch(/471[12]/);
  });
});

describe("the quarantine", () => {
  test("[P5] [P10] is listed with masked tokens, and exported with whole ones", async () => {
    const { get } = await over(troubledDay());
    const list = await get("/api/quarantine");
    expect(list.json()).toMatchObject({ total: 1, scans: [{ token: "…0001", direction: "enter", lane: "main" }] });
    expect(list.body).not.toContain("4711");
    const file = await get("/api/quarantine.ndjson");
    expect(file.headers["content-disposition"]).toContain("quarantine.ndjson");
    expect(JSON.parse(file.body)).toMatchObject({ scan: { barcode: { token: FIRST } } });
  });

  test("[P5] is queued again, one scan or all", async () => {
    const day = troubledDay();
    day.quarantine(day.offlinePermit("TICKET-4711-0003"));
    const [one, other] = day.store.quarantined().map(({ scanId }) => scanId);
    const { post } = await over(day);
    const single = await post("/api/quarantine/requeue", { scanId: other });
    expect([single.statusCode, single.json()]).toEqual([202, { requeued: 1 }]);
    expect((await post("/api/quarantine/requeue", { all: true })).json()).toEqual({ requeued: 2 });
    expect(rig.gate.asked).toEqual([
      ["requeue", other],
      ["requeue", one],
      ["requeue", other],
    ]);
  });

  test("refuses what is not in it, and what it does not understand", async () => {
    const { post } = await over(troubledDay());
    const refusals = [{ scanId: "000000009999" }, {}, { all: false }, { all: true, scanId: "1" }].map(async (body) => {
      const { statusCode } = await post("/api/quarantine/requeue", body);
      return statusCode;
    });
    expect(await Promise.all(refusals)).toEqual([404, 400, 400, 400]);
    expect(rig.gate.asked).toEqual([]);
  });
});

describe("GET /api/report", () => {
  test("[P10] gives figures and the newest findings, masked", async () => {
    const { get } = await over(troubledDay());
    const answer = await get("/api/report");
    expect(answer.json()).toMatchObject({
      counts: { outages: 1, permits: 2, waiting: 1, quarantined: 1, inDoubt: LIMITS.findings + 1, enteredTwice: null },
      waiting: [{ token: "…0002" }],
    });
    expect(answer.json<{ doubts: object[] }>().doubts).toHaveLength(LIMITS.findings);
    expect(answer.body).not.toMatch(/471[12]/);
  });

  test("[P10] is downloaded whole, as text or NDJSON", async () => {
    const { get } = await over(troubledDay());
    const text = await get("/api/report?format=text");
    expect(text.headers).toMatchObject({ "content-type": "text/plain; charset=utf-8" });
    expect(text.body).toMatch(/^in doubt +201: 200 open$/m);
    const lines = (await get("/api/report?format=ndjson")).body.trim().split("\n");
    expect(lines).toHaveLength(2 + LIMITS.findings + 3);
    expect(text.body + lines.join("")).not.toMatch(/471[12]/);
  });

  test("begins where it is asked to", async () => {
    const day = troubledDay();
    const { get } = await over(day);
    const since = new Date(day.nowMs).toISOString();
    expect((await get(`/api/report?since=${since}`)).json()).toMatchObject({ counts: { permits: 0, inDoubt: 1 } });
    expect((await get("/api/report?since=yesterday")).json()).toMatchObject({
      error: "badRequest",
      message: expect.stringContaining("2026-07-31T18:00:00Z") as string,
    });
  });
});
