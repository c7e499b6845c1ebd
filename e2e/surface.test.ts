import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Program } from "./program.js";
import { ROOT } from "./root.js";
import { PIN, Stand, TICKETS } from "./stand.js";

/** What others script against, read as a stranger reads it: field by field. Fields may be added, never renamed. */
const STATE_FIELDS = [
  "phase",
  "connectivity",
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
const SCAN_FIELDS = ["token", "scanType", "status", "deviceId", "gateId", "scanTimeMs", "mode", "uploadTimeMs"];
const DEVICE_FIELDS = ["id", "name", "mac", "gateId", "gateName", "lastSeenMs"];

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

describe("the simulator's surface", () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await Stand.open();
  });
  afterAll(async () => stand.close());

  it("prints where it is, and each address answers a GET", async () => {
    const line = stand.simulator.output;
    expect(line.split("\n")).toHaveLength(2);
    const { url, presence, admin } = JSON.parse(line) as Record<string, string>;
    for (const address of [url, presence, admin]) expect((await fetch(address ?? "")).ok).toBe(true);
    expect(presence).toMatch(/\/presence\/v1\/$/);
    expect(admin).toMatch(/\/admin\/$/);
    expect((await fetch(new URL("/presence/v1/", url))).ok).toBe(true);
  });

  it("lists devices and scans with every field, takes tickets and shows its fault", async () => {
    const ticket = TICKETS[2] ?? "";
    await stand.scan(ticket);
    const [device] = (await stand.ask("GET", "devices")) as object[];
    for (const field of DEVICE_FIELDS) expect(device).toHaveProperty(field);
    const [scan] = await stand.scans(ticket);
    for (const field of SCAN_FIELDS) expect(scan).toHaveProperty(field);
    expect(scan).toMatchObject({ mode: "online", uploadTimeMs: null });
    await stand.ask("POST", "tickets", { token: "SOLD-AT-THE-DOOR-0001", eventId: "E1" });
    expect(await stand.scan("SOLD-AT-THE-DOOR-0001")).toMatchObject({ decision: "permit" });
    expect(await stand.ask("GET", "faults")).toMatchObject({ unreachable: false });
  });

  it("keeps its page and its control surface while the Presence listener is unreachable", async () => {
    await stand.fault({ unreachable: true, how: "refuse" });
    await expect(fetch(stand.presence)).rejects.toThrow("fetch failed");
    expect((await fetch(new URL("/", stand.admin))).ok).toBe(true);
    await stand.fault({ unreachable: false });
    expect((await fetch(stand.presence)).ok).toBe(true);
    await stand.client.until(({ connectivity }) => connectivity === "online");
  });
});

it("the simulator ends within 3 s of SIGTERM", async () => {
  const stand = await Stand.withoutKiosk();
  const { code, elapsedMs } = await stand.simulator.stop();
  await stand.close();
  expect(code).toBe(0);
  expect(elapsedMs).toBeLessThan(3_000);
});

describe("bad input", () => {
  let stand: Stand;
  beforeAll(async () => {
    stand = await Stand.withoutKiosk();
  });
  afterAll(async () => stand.close());

  /** The one message with which a program ends that can't start. */
  async function refusal(program: Program): Promise<string> {
    expect(await program.ended()).toBe(1);
    expect(program.output).toBe("");
    expect(program.log).not.toMatch(/^\s+at /m);
    return program.log;
  }

  async function kioskRefusal(change: object): Promise<string> {
    const file = join(stand.folder, "bad.jsonc");
    writeFileSync(file, JSON.stringify({ ...stand.configuration, ...change }));
    return refusal(Program.kiosk(file));
  }

  it("a misspelt key is named, with the right one", async () => {
    expect(await kioskRefusal({ rereadWindow: 0 })).toMatch(/bad\.jsonc[^]*rereadWindow[^]*rereadWindowMs/);
  });

  it("a file that is not there is named, wherever it should be", async () => {
    const missing = join(tmpdir(), "no-such-folder", "kiosk.jsonc");
    expect(existsSync(missing)).toBe(false);
    expect(await refusal(Program.kiosk(missing))).toContain(missing);
    expect(await refusal(Program.simulator("--venue", missing))).toContain(missing);
    expect(await kioskRefusal({ offline: { ticketList: "no-such-list.csv" } })).toContain("no-such-list.csv");
    expect(await kioskRefusal({ caFile: "no-such-ca.pem" })).toContain("no-such-ca.pem");
  });

  it("a port in use is named", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as { port: number };
    expect(await kioskRefusal({ ui: { port, pin: PIN } })).toMatch(new RegExp(`${port}.*in use|in use.*${port}`, "s"));
    const venue = join(stand.folder, "venue.jsonc");
    expect(await refusal(Program.simulator("--venue", venue, "--port", String(port)))).toContain(String(port));
    taken.close();
  });

  it("a plain http address beyond this machine is refused", async () => {
    expect(await kioskRefusal({ endpoint: "http://presence.example/presence/v1/" })).toContain("https");
  });

  it("a second kiosk on the same database is refused", async () => {
    await stand.startKiosk();
    try {
      expect(await kioskRefusal({})).toMatch(/gate\.db/);
    } finally {
      stand.client.close();
      await stand.kiosk.stop();
    }
  });

  it("a ticket of an event that the venue does not have is named, with its line", async () => {
    const venue = JSON.parse(readFileSync(join(stand.folder, "venue.jsonc"), "utf8")) as object;
    const file = join(stand.folder, "strange-venue.jsonc");
    writeFileSync(file, JSON.stringify({ ...venue, tickets: [{ token: "T", eventId: "E9", place: null }] }));
    expect(await refusal(Program.simulator("--venue", file))).toMatch(/strange-venue\.jsonc[^]*E9[^]*E1/);
  });

  it("a serial path that does not exist is said, and everything else goes on", async () => {
    const readers = [{ kind: "serial", id: "gone", path: "/dev/no-such-scanner" }, { kind: "stdin" }];
    const file = join(stand.folder, "no-scanner.jsonc");
    writeFileSync(file, JSON.stringify({ ...stand.configuration, readers, storage: { file: "other.db" } }));
    const kiosk = Program.kiosk(file);
    try {
      const { url } = await kiosk.ready();
      let state = { readers: [{ status: "", reason: "" }] };
      while (state.readers[0]?.status !== "backingOff") {
        await pause(50);
        state = (await (await fetch(`${url}/api/state`)).json()) as typeof state;
      }
      expect(state.readers[0].reason).toContain("/dev/no-such-scanner");
    } finally {
      await kiosk.stop("SIGKILL");
    }
  });
});
