import { ScannerStopped } from "@usher/core";
import { afterEach, describe, expect, test } from "vitest";
import { PERMIT } from "./scripted-gate.js";
import { surfaceRig, type SurfaceRig } from "./surface-rig.js";

let rig: SurfaceRig = surfaceRig();
afterEach(async () => {
  await rig.app.close();
  rig = surfaceRig();
});

describe("what an operator asks for", () => {
  test("a ticket typed in is answered with its verdict", async () => {
    const cookie = await rig.logIn();
    const answer = await rig.post(
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
    await rig.post("/api/scans", { token: "TICKET-4242-0042" }, { cookie });
    await rig.post("/api/scans", { token: "TICKET-4242-0042", gate: 1 }, { cookie });
    rig.gate.answers.scan = async (token) => {
      throw new Error(`this went wrong with ${token}`);
    };
    const failed = await rig.post("/api/scans", { token: "TICKET-4242-0042" }, { cookie });
    expect(failed.statusCode).toBe(500);
    expect(failed.body).not.toContain("4242");
    expect(rig.logged()).toContain("httpRouteFailed");
    expect(rig.logged()).not.toContain("4242");
  });

  test("a ticket that was not decided is answered with the reason", async () => {
    const cookie = await rig.logIn();
    rig.gate.answers.scan = () => Promise.reject(new ScannerStopped());
    expect((await rig.post("/api/scans", { token: "A" }, { cookie })).json()).toMatchObject({ error: "stopped" });
    rig.gate.answers.scan = () => Promise.reject(new RangeError("nothing but noise"));
    expect((await rig.post("/api/scans", { token: "\u0001" }, { cookie })).json()).toMatchObject({
      error: "badRequest",
    });
  });

  test("the direction is set for the gate or for one lane", async () => {
    const cookie = await rig.logIn();
    expect((await rig.post("/api/direction", { direction: "exit" }, { cookie })).statusCode).toBe(200);
    const page = { cookie, host: "localhost", origin: "http://localhost" };
    const side = { direction: "enter", lane: "side" };
    expect((await rig.post("/api/direction", side, page)).statusCode).toBe(200);
    expect(rig.gate.asked).toEqual([
      ["setDirection", "exit", undefined, "HTTP"],
      ["setDirection", "enter", "side", "operator panel"],
    ]);
    const unknown = await rig.post("/api/direction", { direction: "enter", lane: "west" }, { cookie });
    expect(unknown.statusCode).toBe(400);
    expect(unknown.json()).toMatchObject({ message: expect.stringContaining("main, side") as string });
    rig.gate.become({ readers: [], lanes: [{ id: "1", direction: "enter" }] });
    expect((await rig.post("/api/direction", { direction: "enter", lane: "1" }, { cookie })).statusCode).toBe(200);
  });

  test("a direction that a lane can't have, or that a gate which stops is asked for, is refused with the reason", async () => {
    const cookie = await rig.logIn();
    rig.gate.answers.setDirection = () => {
      throw new RangeError('the readers of lane "side" always mean exit');
    };
    const fixed = await rig.post("/api/direction", { direction: "enter", lane: "side" }, { cookie });
    expect([fixed.statusCode, fixed.json()]).toEqual([
      400,
      { error: "badRequest", message: 'body.lane: the readers of lane "side" always mean exit' },
    ]);
    rig.gate.become({ phase: "stopping" });
    const stopped = await rig.post("/api/direction", { direction: "enter" }, { cookie });
    expect([stopped.statusCode, stopped.json()]).toEqual([409, { error: "stopped", message: "the gate is stopping" }]);
  });

  test("[P6] a database that was set aside is accepted, once or twice, and the log says so", async () => {
    const cookie = await rig.logIn();
    rig.gate.scanner.setAlarm("STORAGE_SET_ASIDE", "look at it");
    for (let time = 0; time < 2; time += 1) {
      expect((await rig.post("/api/storage/accept", undefined, { cookie })).json()).toEqual({ result: "accepted" });
      expect((await rig.get("/api/state")).json()).toMatchObject({ alarms: [] });
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
      expect((await rig.post(url, undefined, { cookie })).statusCode).toBe(202);
      rig.gate.answers[name] = "offline";
      const refused = await rig.post(url, undefined, { cookie });
      expect(refused.statusCode).toBe(409);
      expect(refused.json()).toMatchObject({ error: "offline" });
    }
  });

  test("reconfiguring while the gate is being configured means: try again now", async () => {
    const cookie = await rig.logIn();
    rig.gate.become({ phase: "refused", device: null });
    expect((await rig.post("/api/reconfigure", {}, { cookie })).statusCode).toBe(202);
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
    const answer = await rig.post("/api/scans", payload, { cookie: await rig.logIn() });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: "badRequest" });
    expect(rig.gate.asked).toEqual([]);
  });
});
