import { afterEach, describe, expect, test } from "vitest";
import { LIMITS } from "../src/limits.js";
import { PIN, surfaceRig, type SurfaceRig } from "./surface-rig.js";

let rig: SurfaceRig = surfaceRig();
afterEach(async () => {
  await rig.app.close();
  rig = surfaceRig();
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
    const answer = await rig.post("/api/session", { pin: PIN });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers["set-cookie"]).toMatch(/HttpOnly; SameSite=Strict/);
    const cookie = String(answer.headers["set-cookie"]).split(";")[0] ?? "";
    expect((await rig.get("/api/session", { cookie })).statusCode).toBe(200);
  });

  test("ends when the operator logs out, or is idle for half an hour", async () => {
    const first = await rig.logIn();
    await rig.app.inject({ method: "DELETE", url: "/api/session", headers: { cookie: first } });
    expect((await rig.get("/api/session", { cookie: first })).statusCode).toBe(401);

    const second = await rig.logIn();
    await rig.time.advance(LIMITS.sessionIdleMs - 1);
    expect((await rig.get("/api/session", { cookie: second })).statusCode).toBe(200);
    await rig.time.advance(LIMITS.sessionIdleMs + 1);
    expect((await rig.get("/api/session", { cookie: second })).statusCode).toBe(401);
  });

  test("is one of a bounded number: the one longest idle makes room", async () => {
    const first = await rig.logIn();
    const second = await rig.logIn();
    await rig.get("/api/session", { cookie: first });
    for (let others = 0; others < LIMITS.sessions - 1; others += 1) await rig.logIn();
    expect((await rig.get("/api/session", { cookie: first })).statusCode).toBe(200);
    expect((await rig.get("/api/session", { cookie: second })).statusCode).toBe(401);
  });

  test("wrong PINs are held back longer and longer, and the right one with them", async () => {
    for (let mistake = 0; mistake < LIMITS.freePinAttempts; mistake += 1) {
      expect((await rig.post("/api/session", { pin: "0000" })).statusCode).toBe(401);
    }
    const heldBack = await rig.post("/api/session", { pin: PIN });
    expect(heldBack.statusCode).toBe(429);
    expect(heldBack.headers["retry-after"]).toBe("1");
    await rig.time.advance(LIMITS.pinDelayMs);
    expect((await rig.post("/api/session", { pin: "1111" })).statusCode).toBe(401);
    await rig.time.advance(LIMITS.pinDelayMs);
    expect((await rig.post("/api/session", { pin: PIN })).statusCode).toBe(429);
    await rig.time.advance(LIMITS.pinDelayMs);
    expect((await rig.post("/api/session", { pin: PIN })).statusCode).toBe(200);
    expect((await rig.post("/api/session", { pin: "0000" })).statusCode).toBe(401);
    expect((await rig.post("/api/session", { pin: PIN })).statusCode).toBe(200);
  });

  test("a PIN never reaches the log", async () => {
    await rig.post("/api/session", { pin: "975312" });
    await rig.logIn();
    expect(rig.logged()).toContain("operatorLoggedIn");
    expect(rig.logged()).not.toMatch(/975312|2468/);
  });
});
