import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { ScannerStopped, type Decision, type Scan } from "@usher/core";
import { LIMITS } from "../src/limits.js";
import { DENIAL, DEVICE, OPERATING, OUTPUTS, PERMIT } from "./scripted-gate.js";
import { PIN, surfaceRig, type SurfaceRig } from "./surface-rig.js";

let rig: SurfaceRig = surfaceRig();
afterEach(async () => {
  await rig.app.close();
  rig = surfaceRig();
});

const post = (url: string, payload?: object, headers: Record<string, string> = {}) =>
  rig.app.inject({ method: "POST", url, headers, ...(payload === undefined ? {} : { payload }) });
const get = (url: string, headers: Record<string, string> = {}) => rig.app.inject({ method: "GET", url, headers });

describe("what everybody may see", () => {
  test("the state is the scanner's, with the outputs and the manifest", async () => {
    const answer = await get("/api/state");
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ ...OPERATING, outputs: [], manifest: null });
    rig.outputs$.next(OUTPUTS);
    expect((await get("/api/state")).json()).toMatchObject({ outputs: OUTPUTS });
  });

  test("a gate that operates is healthy, offline too", async () => {
    rig.gate.become({ connectivity: "offline" });
    expect((await get("/healthz")).statusCode).toBe(200);
  });

  test.each([
    ["while it is not configured", { phase: "configuring" as const }],
    ["while it is refused", { phase: "refused" as const }],
    ["while it stops", { phase: "stopping" as const }],
    ["when it cannot save", { alarms: [{ code: "STORAGE_FAILED" as const, message: "the disk is full" }] }],
  ])("a gate is not healthy %s", async (_when, change) => {
    rig.gate.become(change);
    expect((await get("/healthz")).statusCode).toBe(503);
  });

  test("the pages come with a policy that lets nothing from elsewhere in", async () => {
    for (const [url, title] of [
      ["/", "display"],
      ["/operator", "operator"],
    ] as const) {
      const answer = await get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain(title);
      expect(answer.headers["content-type"]).toContain("text/html");
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
      expect(answer.headers["cache-control"]).toBe("no-cache");
    }
    const asset = await get("/assets/main.js");
    expect(asset.headers["cache-control"]).toContain("immutable");
    expect((await get("/assets/missing.js")).json()).toMatchObject({ error: "notFound" });
    expect((await get("/assets/..%2findex.html")).statusCode).toBeGreaterThanOrEqual(400);
  });

  test.each(["/api/state", "/healthz", "/metrics", "/api/no-such-thing"])(
    "no browser keeps what %s says",
    async (url) => {
      expect((await get(url)).headers["cache-control"]).toBe("no-store");
    },
  );

  test("metrics count scans by decision, status and source, their time, and what waits", async () => {
    rig.gate.verdicts$.next(PERMIT);
    rig.gate.verdicts$.next({ ...PERMIT, repeated: true });
    rig.gate.verdicts$.next({ ...DENIAL, source: "offline" });
    rig.gate.verdicts$.next({ ...DENIAL, status: "SOMETHING_NEW" });
    rig.outputs$.next(OUTPUTS);
    rig.gate.become({ pendingUploads: 12, alarms: [{ code: "QUARANTINE", message: "look" }] });
    const { body } = await get("/metrics");
    expect(body).toContain('usher_scans_total{decision="permit",status="OKAY",source="online"} 1');
    expect(body).toContain('usher_scans_total{decision="deny",status="ALREADY_ENTERED",source="offline"} 1');
    expect(body).toContain('usher_scans_total{decision="deny",status="OTHER",source="online"} 1');
    expect(body).toContain("usher_repeated_reads_total 1");
    expect(body).toContain('usher_decision_seconds_bucket{le="0.1",source="online"} 2');
    expect(body).toContain("usher_pending_uploads 12");
    expect(body).toContain('usher_reader_open{reader="door",lane="side"} 0');
    expect(body).toContain('usher_output_ready{board="/dev/relay",lane="main"} 1');
    expect(body).toContain('usher_output_ready{board="USB relay board",lane=""} 0');
    expect(body).toContain('usher_alarm{code="QUARANTINE"} 1');
    const [first] = OPERATING.readers;
    rig.gate.become({ alarms: [], readers: first === undefined ? [] : [first] });
    const later = (await get("/metrics")).body;
    expect(later).not.toContain("QUARANTINE");
    // The reader that takes every scanner is none any more once it has found one.
    expect(later).toContain('usher_reader_open{reader="stdin",lane="main"} 1');
    expect(later).not.toContain('reader="door"');
  });
});

describe("the operator's session", () => {
  test.each([
    ["POST", "/api/scans"],
    ["POST", "/api/scans/override"],
    ["POST", "/api/scans/annul"],
    ["POST", "/api/direction"],
    ["POST", "/api/reconfigure"],
    ["POST", "/api/upload"],
    ["POST", "/api/storage/accept"],
    ["GET", "/api/journal"],
    ["GET", "/api/journal.ndjson"],
    ["GET", "/api/doubts"],
    ["GET", "/api/quarantine"],
    ["GET", "/api/quarantine.ndjson"],
    ["POST", "/api/quarantine/requeue"],
    ["GET", "/api/report"],
    ["GET", "/api/session"],
  ] as const)("%s %s is refused without one", async (method, url) => {
    for (const cookie of ["", "usher-session-0=", "usher-session-0=guess"]) {
      const answer = await rig.app.inject({ method, url, headers: { cookie } });
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({ error: "noSession" });
    }
    expect(rig.gate.asked).toEqual([]);
  });

  test("is opened by the PIN, with a cookie that scripts and other sites do not get", async () => {
    const answer = await post("/api/session", { pin: PIN });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["set-cookie"]).toMatch(/HttpOnly; SameSite=Strict/);
    const cookie = String(answer.headers["set-cookie"]).split(";")[0] ?? "";
    expect((await get("/api/session", { cookie })).statusCode).toBe(200);
  });

  test("ends when the operator logs out, or is idle for half an hour", async () => {
    const first = await rig.logIn();
    await rig.app.inject({ method: "DELETE", url: "/api/session", headers: { cookie: first } });
    expect((await get("/api/session", { cookie: first })).statusCode).toBe(401);

    const second = await rig.logIn();
    await rig.time.advance(LIMITS.sessionIdleMs - 1);
    expect((await get("/api/session", { cookie: second })).statusCode).toBe(200);
    await rig.time.advance(LIMITS.sessionIdleMs + 1);
    expect((await get("/api/session", { cookie: second })).statusCode).toBe(401);
  });

  test("is one of a bounded number: the one longest idle makes room", async () => {
    const first = await rig.logIn();
    const second = await rig.logIn();
    await get("/api/session", { cookie: first });
    for (let others = 0; others < LIMITS.sessions - 1; others += 1) await rig.logIn();
    expect((await get("/api/session", { cookie: first })).statusCode).toBe(200);
    expect((await get("/api/session", { cookie: second })).statusCode).toBe(401);
  });

  test("wrong PINs are held back longer and longer, and the right one with them", async () => {
    for (let mistake = 0; mistake < LIMITS.freePinAttempts; mistake += 1) {
      expect((await post("/api/session", { pin: "0000" })).statusCode).toBe(401);
    }
    const heldBack = await post("/api/session", { pin: PIN });
    expect(heldBack.statusCode).toBe(429);
    expect(heldBack.headers["retry-after"]).toBe("1");
    await rig.time.advance(LIMITS.pinDelayMs);
    expect((await post("/api/session", { pin: "1111" })).statusCode).toBe(401);
    await rig.time.advance(LIMITS.pinDelayMs);
    expect((await post("/api/session", { pin: PIN })).statusCode).toBe(429);
    await rig.time.advance(LIMITS.pinDelayMs);
    expect((await post("/api/session", { pin: PIN })).statusCode).toBe(200);
    expect((await post("/api/session", { pin: "0000" })).statusCode).toBe(401);
    expect((await post("/api/session", { pin: PIN })).statusCode).toBe(200);
  });

  test("a PIN never reaches the log", async () => {
    await post("/api/session", { pin: "975312" });
    await rig.logIn();
    expect(rig.logged()).toContain("operatorLoggedIn");
    expect(rig.logged()).not.toMatch(/975312|2468/);
  });
});

describe("what an operator asks for", () => {
  test("a ticket typed in is answered with its verdict", async () => {
    const cookie = await rig.logIn();
    const answer = await post(
      "/api/scans",
      { token: " TICKET-4242-0042 ", direction: "exit", lane: "side" },
      { cookie },
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual(PERMIT);
    expect(rig.gate.asked).toEqual([["scan", "TICKET-4242-0042", { direction: "exit", lane: "side" }]]);
  });

  test("[P10] a ticket typed in never reaches the log, whatever becomes of it", async () => {
    const cookie = await rig.logIn();
    await post("/api/scans", { token: "TICKET-4242-0042" }, { cookie });
    await post("/api/scans", { token: "TICKET-4242-0042", gate: 1 }, { cookie });
    rig.gate.answers.scan = async (token) => {
      throw new Error(`this went wrong with ${token}`);
    };
    const failed = await post("/api/scans", { token: "TICKET-4242-0042" }, { cookie });
    expect(failed.statusCode).toBe(500);
    expect(failed.body).not.toContain("4242");
    expect(rig.logged()).toContain("httpRouteFailed");
    expect(rig.logged()).not.toContain("4242");
  });

  test("a ticket that was not decided is answered with the reason", async () => {
    const cookie = await rig.logIn();
    rig.gate.answers.scan = () => Promise.reject(new ScannerStopped());
    expect((await post("/api/scans", { token: "A" }, { cookie })).json()).toMatchObject({ error: "stopped" });
    rig.gate.answers.scan = () => Promise.reject(new RangeError("nothing but noise"));
    expect((await post("/api/scans", { token: "\u0001" }, { cookie })).json()).toMatchObject({ error: "badRequest" });
  });

  test("the direction is set for the gate or for one lane", async () => {
    const cookie = await rig.logIn();
    expect((await post("/api/direction", { direction: "exit" }, { cookie })).statusCode).toBe(200);
    const page = { cookie, host: "localhost", origin: "http://localhost" };
    const side = { direction: "enter", lane: "side" };
    expect((await post("/api/direction", side, page)).statusCode).toBe(200);
    expect(rig.gate.asked).toEqual([
      ["setDirection", "exit", undefined, "HTTP"],
      ["setDirection", "enter", "side", "operator panel"],
    ]);
    const unknown = await post("/api/direction", { direction: "enter", lane: "west" }, { cookie });
    expect(unknown.statusCode).toBe(400);
    expect(unknown.json()).toMatchObject({ message: expect.stringContaining("main, side") as string });
    rig.gate.become({ readers: [], lanes: [{ id: "1", direction: "enter" }] });
    expect((await post("/api/direction", { direction: "enter", lane: "1" }, { cookie })).statusCode).toBe(200);
  });

  test("a direction that a lane can't have, or that a gate which stops is asked for, is refused with the reason", async () => {
    const cookie = await rig.logIn();
    rig.gate.answers.setDirection = () => {
      throw new RangeError('the readers of lane "side" always mean exit');
    };
    const fixed = await post("/api/direction", { direction: "enter", lane: "side" }, { cookie });
    expect([fixed.statusCode, fixed.json()]).toEqual([
      400,
      { error: "badRequest", message: 'body.lane: the readers of lane "side" always mean exit' },
    ]);
    rig.gate.become({ phase: "stopping" });
    const stopped = await post("/api/direction", { direction: "enter" }, { cookie });
    expect([stopped.statusCode, stopped.json()]).toEqual([409, { error: "stopped", message: "the gate is stopping" }]);
  });

  test("[P6] a database that was set aside is accepted, once or twice, and the log says so", async () => {
    const cookie = await rig.logIn();
    rig.gate.scanner.setAlarm("STORAGE_SET_ASIDE", "look at it");
    for (let time = 0; time < 2; time += 1) {
      expect((await post("/api/storage/accept", undefined, { cookie })).json()).toEqual({ result: "accepted" });
      expect((await get("/api/state")).json()).toMatchObject({ alarms: [] });
    }
    expect(rig.accepted).toEqual(["HTTP", "HTTP"]);
    expect(rig.logged()).toContain("operatorAcceptedSetAside");
  });

  test("reconfiguring and uploading are accepted, or refused with the reason", async () => {
    const cookie = await rig.logIn();
    for (const [url, name] of [
      ["/api/reconfigure", "reconfigure"],
      ["/api/upload", "uploadNow"],
    ] as const) {
      expect((await post(url, undefined, { cookie })).statusCode).toBe(202);
      rig.gate.answers[name] = "offline";
      const refused = await post(url, undefined, { cookie });
      expect(refused.statusCode).toBe(409);
      expect(refused.json()).toMatchObject({ error: "offline" });
    }
  });

  test("reconfiguring while the gate is being configured means: try again now", async () => {
    const cookie = await rig.logIn();
    rig.gate.become({ phase: "refused", device: null });
    expect((await post("/api/reconfigure", {}, { cookie })).statusCode).toBe(202);
    expect(rig.gate.asked).toEqual([["retry"]]);
  });

  test.each([
    ["no token", {}],
    ["an empty token", { token: "   " }],
    ["a token longer than any ticket", { token: "x".repeat(4_097) }],
    ["a token that is no text", { token: 42 }],
    ["an unknown direction", { token: "A", direction: "through" }],
    ["an unknown key", { token: "A", gate: "north" }],
  ])("a scan with %s is a bad request", async (_what, payload) => {
    const answer = await post("/api/scans", payload, { cookie: await rig.logIn() });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: "badRequest" });
    expect(rig.gate.asked).toEqual([]);
  });
});

describe("the journal", () => {
  const scan: Scan = {
    barcode: { token: "TICKET-4242-0042", ticketKey: "TICKET-4242-0042", symbology: null },
    direction: "enter",
    device: DEVICE,
    scanTimeMs: 1,
    skewMs: null,
    deviceOs: "Printed",
    channelId: null,
    readerId: "stdin",
    lane: "main",
  };
  const decision: Decision = {
    outcome: "permit",
    status: "OKAY",
    message: "Okay",
    source: "offline",
    inDoubt: false,
    tickets: [],
    ledger: null,
  };
  interface Listed {
    readonly entries: readonly { readonly seq: number; readonly scanId: string; readonly state: string | null }[];
    readonly nextAfter: number | null;
  }
  const list = async (query: string) =>
    (await get(`/api/journal${query}`, { cookie: await rig.logIn() })).json<Listed>();

  test("[P10] lists scans by where they stand, with masked tokens", async () => {
    rig.store.commit(scan, decision, 1);
    rig.store.commit(scan, { ...decision, source: "online" }, 2);
    const pending = await list("?state=pending");
    expect(pending.entries.map(({ state }) => state)).toEqual(["pending"]);
    expect(JSON.stringify(await list(""))).not.toContain("4242");
    expect(JSON.stringify(pending)).toContain("…0042");
  });

  test("lists what is in doubt until the service took it", async () => {
    rig.store.commit(scan, decision, 1);
    const { scanId } = rig.store.commit(scan, { ...decision, inDoubt: true }, 2);
    rig.store.commit(scan, { ...decision, outcome: "deny", inDoubt: true }, 3);
    expect((await list("?state=inDoubt")).entries).toHaveLength(2);
    rig.store.acknowledge([scanId], 4);
    expect((await list("?state=inDoubt")).entries).toHaveLength(1);
  });

  test("is read on where a list ended", async () => {
    for (let n = 0; n < 450; n += 1) rig.store.commit(scan, decision, n);
    const first = await list("?limit=400");
    expect(first.entries).toHaveLength(400);
    const second = await list(`?after=${first.nextAfter}`);
    expect(second.entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => 401 + index));
    expect(second.nextAfter).toBeNull();
    expect((await list("?limit=450")).nextAfter).toBeNull();
  });

  test("is exported whole, a line an entry", async () => {
    for (let n = 0; n < 450; n += 1) rig.store.commit(scan, decision, n);
    const answer = await get("/api/journal.ndjson", { cookie: await rig.logIn() });
    const lines = answer.body.trimEnd().split("\n");
    expect(lines).toHaveLength(450);
    expect(JSON.parse(lines[449] ?? "")).toMatchObject({
      seq: 450,
      data: { scan: { barcode: { token: "TICKET-4242-0042" } } },
    });
    expect(answer.headers["content-disposition"]).toContain("journal.ndjson");
  });

  test.each(["?state=lost", "?after=-1", "?limit=0", "?limit=1001", "?limit=x", "?colour=red"])(
    "is not listed for %s",
    async (query) => {
      expect((await get(`/api/journal${query}`, { cookie: await rig.logIn() })).statusCode).toBe(400);
    },
  );

  test("says so when the storage cannot be read", async () => {
    const cookie = await rig.logIn();
    rig.store.close();
    const answer = await get("/api/journal", { cookie });
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toMatchObject({ error: "storageFailed" });
  });
});

describe("whatever else arrives", () => {
  const raw = (payload: string, type = "application/json") =>
    rig.app.inject({ method: "POST", url: "/api/session", payload, headers: { "content-type": type } });

  test.each(["{", "[]", "null", '"pin"', '{"__proto__":{"pin":"1"}}', '{"pin":{}}', '{"pin":2468}', "\0"])(
    "the body %j is a bad request",
    async (payload) => {
      const answer = await raw(payload);
      expect(answer.statusCode).toBe(400);
      expect(answer.json()).toMatchObject({ error: "badRequest", message: expect.any(String) as string });
    },
  );

  test("a body that is too large or of another type is refused as JSON", async () => {
    expect((await raw(`{"pin":"${"1".repeat(LIMITS.bodyBytes)}"}`)).json()).toMatchObject({ error: "tooLarge" });
    expect((await raw("pin=2468", "application/x-www-form-urlencoded")).json()).toMatchObject({
      error: "wrongMediaType",
    });
    expect((await raw('{"pin":"2468"}', "text/plain")).statusCode).toBe(415);
  });

  test("a client that goes in the middle of its request is no failure of the kiosk", async () => {
    const { port } = new URL(await rig.app.listen({ port: 0, host: "127.0.0.1" }));
    const client = connect(Number(port), "127.0.0.1");
    const head =
      "POST /api/session HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 99";
    const gone = new Promise((resolve) => {
      rig.app.server.once("request", (request) => {
        request.once("close", resolve);
        client.destroy();
      });
    });
    client.write(`${head}\r\n\r\n{"pin`);
    await gone;
    await new Promise(setImmediate);
    expect(rig.logged()).not.toContain("httpRouteFailed");
  });

  test.each(["/nothing", "/api", "/api/scans", "/api/state/", "/%", "/%ff"])(
    "GET %s is answered as JSON",
    async (url) => {
      const answer = await get(url);
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.json()).toMatchObject({
        error: expect.any(String) as string,
        message: expect.any(String) as string,
      });
    },
  );

  test("a foreign page gets nowhere, by a name of its own or across origins", async () => {
    for (const headers of [{ host: "evil.example" }, { origin: "https://evil.example" }, { origin: "null" }]) {
      expect((await get("/api/state", headers)).statusCode).toBe(403);
    }
    for (const host of ["127.0.0.1:8080", "localhost", "[::1]:8080"]) {
      expect((await get("/api/state", { host, origin: `http://${host}` })).statusCode).toBe(200);
    }
  });
});
