import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { LIMITS } from "../src/limits.js";
import { DENIAL, OPERATING, OUTPUTS, PERMIT } from "./scripted-gate.js";
import { surfaceRig, type SurfaceRig } from "./surface-rig.js";

let rig: SurfaceRig = surfaceRig();
afterEach(async () => {
  await rig.app.close();
  rig = surfaceRig();
});

describe("what everybody may see", () => {
  test("the state is the scanner's, with the outputs and the manifest", async () => {
    const answer = await rig.get("/api/state");
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ ...OPERATING, outputs: [], manifest: null });
    rig.outputs$.next(OUTPUTS);
    expect((await rig.get("/api/state")).json()).toMatchObject({ outputs: OUTPUTS });
  });

  test("a gate that operates is healthy, offline too", async () => {
    rig.gate.become({ connectivity: "offline" });
    expect((await rig.get("/healthz")).statusCode).toBe(200);
  });

  test.each([
    ["while it is not configured", { phase: "configuring" as const }],
    ["while it is refused", { phase: "refused" as const }],
    ["while it stops", { phase: "stopping" as const }],
    ["when it cannot save", { alarms: [{ code: "STORAGE_FAILED" as const, message: "the disk is full" }] }],
  ])("a gate is not healthy %s", async (_when, change) => {
    rig.gate.become(change);
    expect((await rig.get("/healthz")).statusCode).toBe(503);
  });

  test("the pages come with a policy that lets nothing from elsewhere in", async () => {
    for (const [url, title] of [
      ["/", "display"],
      ["/operator", "operator"],
    ] as const) {
      const answer = await rig.get(url);
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain(title);
      expect(answer.headers["content-type"]).toContain("text/html");
      expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
      expect(answer.headers["cache-control"]).toBe("no-cache");
    }
    const asset = await rig.get("/assets/main.js");
    expect(asset.headers["cache-control"]).toContain("immutable");
    expect((await rig.get("/assets/missing.js")).json()).toMatchObject({ error: "notFound" });
    expect((await rig.get("/assets/..%2findex.html")).statusCode).toBeGreaterThanOrEqual(400);
  });

  test.each(["/api/state", "/healthz", "/metrics", "/api/no-such-thing"])(
    "no browser keeps what %s says",
    async (url) => {
      expect((await rig.get(url)).headers["cache-control"]).toBe("no-store");
    },
  );

  test("metrics count scans by decision, status and source, their time, and what waits", async () => {
    rig.gate.verdicts$.next(PERMIT);
    rig.gate.verdicts$.next({ ...PERMIT, repeated: true });
    rig.gate.verdicts$.next({ ...DENIAL, source: "offline" });
    rig.gate.verdicts$.next({ ...DENIAL, status: "SOMETHING_NEW" });
    rig.outputs$.next(OUTPUTS);
    rig.gate.become({ pendingUploads: 12, alarms: [{ code: "QUARANTINE", message: "look" }] });
    const { body } = await rig.get("/metrics");
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
    const later = (await rig.get("/metrics")).body;
    expect(later).not.toContain("QUARANTINE");
    // The reader that takes every scanner is none any more once it has found one.
    expect(later).toContain('usher_reader_open{reader="stdin",lane="main"} 1');
    expect(later).not.toContain('reader="door"');
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

  test.each(["/assets/../../../../etc/passwd", "/assets/%2e%2e/%2e%2e/main.js", "/%zz"])(
    "GET %s is a mistake of whoever asks, and no failure of the kiosk",
    async (path) => {
      const url = new URL(await rig.app.listen({ host: "127.0.0.1", port: 0 }));
      const client = connect(Number(url.port), "127.0.0.1");
      client.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
      expect(await text(client)).toMatch(/^HTTP\/1\.1 400 [^]*\{"error":"badRequest","message":"[^"]+"\}$/);
      expect(rig.logged()).not.toContain("httpRouteFailed");
    },
  );

  test.each(["/nothing", "/api", "/api/scans", "/api/state/", "/%", "/%ff"])(
    "GET %s is answered as JSON",
    async (url) => {
      const answer = await rig.get(url);
      expect([400, 404]).toContain(answer.statusCode);
      expect(answer.json()).toMatchObject({
        error: expect.any(String) as string,
        message: expect.any(String) as string,
      });
    },
  );

  test("a foreign page gets nowhere, by a name of its own or across origins", async () => {
    for (const headers of [{ host: "evil.example" }, { origin: "https://evil.example" }, { origin: "null" }]) {
      expect((await rig.get("/api/state", headers)).statusCode).toBe(403);
    }
    for (const host of ["127.0.0.1:8080", "localhost", "[::1]:8080"]) {
      expect((await rig.get("/api/state", { host, origin: `http://${host}` })).statusCode).toBe(200);
    }
  });
});
