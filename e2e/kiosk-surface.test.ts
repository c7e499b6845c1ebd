import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Program } from "./program.js";
import { ROOT } from "./root.js";
import { PIN, Stand, TICKETS } from "./stand.js";

/** What others script against, read as a stranger reads it: field by field. Fields may be added, never renamed. */
const STATE_FIELDS = [
  "phase",
  "connectivity",
  "serviceTrouble",
  "device",
  "direction",
  "lanes",
  "pendingUploads",
  "quarantined",
  "inDoubt",
  "lastUploadTimeMs",
  "readers",
  "outputs",
  "alarms",
  "manifest",
];
const VERDICT_FIELDS = [
  "scanId",
  "readerId",
  "lane",
  "token",
  "direction",
  "decision",
  "status",
  "message",
  "source",
  "inDoubt",
  "tickets",
  "place",
  "eventId",
  "scanTimeMs",
  "elapsedMs",
  "repeated",
  "saved",
];

/** A gate where tickets are typed. */
function typed(): Promise<Stand> {
  return Stand.open({ kiosk: { readers: [{ kind: "stdin", id: "typed", lane: "1" }] } });
}

describe("the kiosk's surface", () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await typed();
  });
  afterAll(async () => stand.close());

  it("tells the state with every field", async () => {
    const state = (await (await stand.client.get("/api/state")).json()) as Record<string, unknown>;
    for (const field of STATE_FIELDS) expect(state).toHaveProperty(field);
    expect(state).toMatchObject({
      phase: "operating",
      connectivity: "online",
      serviceTrouble: null,
      device: { id: expect.any(Number), name: "North 1", gateId: 1, gateName: "North", venueId: "V1" },
      direction: "enter",
      pendingUploads: 0,
      quarantined: 0,
      inDoubt: 0,
      unknownTickets: null,
      lastUploadTimeMs: null,
      readers: [{ id: "typed", lane: "1", status: "open" }],
      alarms: [],
      manifest: null,
    });
  });

  it("takes each line of standard input as a scan, and tells the verdict with every field", async () => {
    const verdict = stand.client.nextVerdict();
    stand.kiosk.child.stdin.write(`${TICKETS[0]}\n`);
    expect(Object.keys(await verdict)).toEqual(expect.arrayContaining(VERDICT_FIELDS));
    expect(await verdict).toMatchObject({
      readerId: "typed",
      lane: "1",
      token: "…89-0",
      decision: "permit",
      tickets: [{ place: "101:A:0", eventId: "E1" }],
      eventId: "E1",
      repeated: false,
      saved: true,
    });
  });

  it.each([
    ["POST", "/api/scans"],
    ["POST", "/api/direction"],
    ["POST", "/api/reconfigure"],
    ["POST", "/api/upload"],
    ["GET", "/api/journal?state=pending"],
    ["GET", "/api/journal.ndjson"],
  ])("refuses %s %s with 401 without a session", async (method, path) => {
    const init = method === "POST" ? { method, body: "{}", headers: { "content-type": "application/json" } } : {};
    expect((await fetch(new URL(path, stand.client.url), init)).status).toBe(401);
  });

  it("opens a session for the PIN and for nothing else, and obeys it", async () => {
    expect(await stand.client.signIn("1357")).toBe(401);
    expect(await stand.client.signIn(PIN)).toBe(200);
    const entering = await stand.client.post("/api/scans", { token: TICKETS[1] });
    expect(entering.status).toBe(200);
    const verdict = (await entering.json()) as Record<string, unknown>;
    expect(Object.keys(verdict)).toEqual(expect.arrayContaining(VERDICT_FIELDS));
    expect(verdict).toMatchObject({ decision: "permit", status: "OKAY" });
    const leaving = await stand.client.post("/api/scans", { token: TICKETS[1], direction: "exit" });
    expect(await leaving.json()).toMatchObject({ decision: "permit", direction: "exit" });
    for (const direction of ["enter", "exit"])
      expect(await stand.client.nextVerdict()).toMatchObject({ decision: "permit", direction });
    expect((await stand.client.post("/api/upload", {})).ok).toBe(true);
    expect((await stand.client.post("/api/reconfigure", {})).ok).toBe(true);
    await stand.client.until(({ phase }) => phase === "operating");
    expect((await stand.client.get("/api/journal?state=notForUpload")).status).toBe(200);
    const lines = (await (await stand.client.get("/api/journal.ndjson")).text()).trim().split("\n");
    expect(lines.length).toBeGreaterThan(2);
    for (const line of lines) expect(JSON.parse(line)).toBeTypeOf("object");
  });

  it("serves the pages, its health and its metrics", async () => {
    for (const path of ["/", "/operator"]) {
      const page = await stand.client.get(path);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toContain("text/html");
    }
    expect((await stand.client.get("/healthz")).status).toBe(200);
    expect(await (await stand.client.get("/metrics")).text()).toMatch(/^# (HELP|TYPE) /m);
  });
});

describe("the end of a kiosk, and of its standard input", () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await typed();
  });
  afterEach(async () => stand.close());

  it("lives on when standard input ends: that reader alone is closed", async () => {
    stand.kiosk.child.stdin.end();
    await stand.client.until(({ readers }) => readers[0]?.status === "closed");
    expect((await stand.client.get("/healthz")).status).toBe(200);
  });

  it("prints one line, and ends within 3 s of SIGTERM, with all its clients connected", async () => {
    const { code, elapsedMs } = await stand.kiosk.stop("SIGTERM");
    expect(code).toBe(0);
    expect(elapsedMs).toBeLessThan(3_000);
    expect(stand.kiosk.output).toMatch(/^\{"url":\s?"http:\/\/127\.0\.0\.1:\d+"\}\n$/);
  });
});

describe("the kiosk's launcher", () => {
  it("`npm run kiosk` keeps standard output to the one line and passes SIGINT on", async () => {
    const stand = await Stand.withoutKiosk();
    const program = new Program([join(ROOT, "tools/kiosk.mjs"), "--config", stand.configurationFile]);
    try {
      expect((await program.ready())["url"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
      const { code, elapsedMs } = await program.stop("SIGINT");
      expect(code).toBe(0);
      expect(elapsedMs).toBeLessThan(3_000);
      expect(program.output.split("\n")).toHaveLength(2);
    } finally {
      await program.stop("SIGKILL");
      await stand.close();
    }
  });
});
