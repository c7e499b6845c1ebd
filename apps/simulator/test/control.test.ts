import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "./eventually.js";
import { serialLine, type Line } from "./line.js";
import { LIMITS } from "../src/limits.js";
import { API_KEY, ask, SCAN, startRig, venueFile, type Rig } from "./rig.js";

/** As many as an upload may hold. */
const UPLOAD_SCANS = 200;

let rig: Rig;
let line: Line | null = null;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(async () => {
  await line?.unplug();
  await rig.close();
});

describe("the addresses of the ready line", () => {
  it("all answer, page and index", async () => {
    const { url, presence, admin } = rig.simulator.addresses;
    for (const address of [url, presence, admin]) expect((await fetch(address)).status).toBe(200);
    expect(await (await fetch(url)).text()).toContain("<title>Usher simulator</title>");
  });

  it("may be put together with a slash more or less", async () => {
    const { url, admin } = rig.simulator.addresses;
    for (const address of [`${url}/admin/devices`, `${admin}devices/`, `${admin}/devices`]) {
      expect((await ask("GET", address)).json).toEqual([]);
    }
  });
});

describe("devices", () => {
  it("are listed in the order in which they were added, with when they were last seen", async () => {
    await rig.device("Lounge", "02:00:00:00:00:0B");
    await rig.device("Main", "02:00:00:00:00:0A");
    await rig.device("Main", "02:00:00:00:00:0B");
    rig.clocks.pass(60_000);
    await rig.scan("enter", "A", { deviceId: 2 });
    const [first, second] = (await rig.admin("GET", "devices")).json as unknown as Record<string, unknown>[];
    expect(first).toMatchObject({ id: 1, mac: "02:00:00:00:00:0B", gateName: "Main", gateId: 1 });
    expect(second).toMatchObject({ id: 2, mac: "02:00:00:00:00:0A" });
    expect(Number(second?.["lastSeenMs"])).toBeGreaterThan(Number(first?.["lastSeenMs"]) + 59_000);
  });
});

describe("scans", () => {
  it("are a list of JSON, also a long one and one of none", async () => {
    expect(await rig.admin("GET", "scans")).toMatchObject({ code: 200, json: [] });
    await rig.device("Main");
    const times = Array.from({ length: LIMITS.listedAtOnce + 1 }, (_, index) => index + 1);
    const { deviceOs, ...of } = SCAN;
    const scans = times.map((scanTime) => ({ token: "A", scanType: "ENTER", scanTime, deviceOs }));
    for (let sent = 0; sent < scans.length; sent += UPLOAD_SCANS) {
      await rig.presence("POST", "ticket/upload", { ...of, scans: scans.slice(sent, sent + UPLOAD_SCANS) });
    }
    const { headers, json } = await rig.admin("GET", "scans");
    expect(headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect((json as unknown as { scanTimeMs: number }[]).map(({ scanTimeMs }) => scanTimeMs)).toEqual(times);
  });
});

describe("tickets", () => {
  it("are added one or many, and may be scanned at once", async () => {
    await rig.device("Main");
    const one = { token: "ONE", eventId: "today", place: "7:7:7" };
    expect(await rig.admin("POST", "tickets", one)).toMatchObject({
      code: 201,
      json: [{ ...one, state: { external: "notEntered", internal: {} } }],
    });
    expect(
      (
        await rig.admin("POST", "tickets", [
          { token: "TWO", eventId: "past" },
          { token: "TRE", eventId: "today" },
        ])
      ).code,
    ).toBe(201);
    expect(await rig.scan("enter", "ONE")).toBe("OKAY");
    expect(await rig.scan("enter", "TWO")).toBe("NOT_FOUND");
  });

  it("stay where they are when their details change", async () => {
    await rig.device("Main");
    await rig.scan("enter", "A");
    await rig.admin("POST", "tickets", { token: "A", eventId: "today", place: "9:9:9" });
    expect((await rig.admin("GET", "tickets?token=A")).json).toMatchObject([
      { place: "9:9:9", state: { external: "entered" } },
    ]);
    expect((await rig.admin("GET", "tickets?last=1")).json).toMatchObject([{ token: "P" }]);
  });

  it.each([
    [{ token: "X", eventId: "nope" }, 'expected the id of one of this venue\'s events: "today", "past"'],
    [{ token: "X" }, "is null"],
    [{ token: "X", eventId: "today", plaec: "1" }, 'body.plaec: unknown key "plaec", did you mean "place"?'],
    [[{ token: "", eventId: "today" }], "body[0].token"],
    ["text", "body"],
  ])("%j is refused with words about it", async (ticket, words) => {
    const { code, json } = await rig.admin("POST", "tickets", ticket);
    expect(code).toBe(400);
    expect(json["message"]).toContain(words);
    expect((await rig.admin("GET", "tickets")).json).toHaveLength(3);
  });
});

describe("a virtual reader", () => {
  it("scans a token and a carriage return into its line, one after the other, whoever is at the other end", async () => {
    line = await serialLine(rig.folder);
    const { read } = line;
    const withReader = await startRig(venueFile(), { readerPaths: [line.path] });
    const scan = (token: string) => withReader.admin("POST", "readers/1/scans", { token });
    expect((await withReader.admin("GET", "readers")).json).toEqual([{ id: "1", path: line.path }]);

    const answers = await Promise.all(["A", "B", "ÄÖ 1"].map(scan));
    expect(answers.map(({ code }) => code)).toEqual([202, 202, 202]);
    await eventually(read).toBe("A\rB\rÄÖ 1\r");

    await line.unplug();
    expect(await scan("LOST")).toMatchObject({ code: 409 });
    await line.plug();
    expect(await scan("C")).toMatchObject({ code: 202 });
    await eventually(read).toBe("A\rB\rÄÖ 1\rC\r");
    await withReader.close();
  });

  it("that does not exist is refused, as is a token of two lines", async () => {
    expect((await rig.admin("POST", "readers/1/scans", { token: "A" })).json["message"]).toContain("--reader PATH");
    expect(await rig.admin("POST", "readers/1/scans", { token: "A\rB" })).toMatchObject({ code: 400 });
  });
});

describe("the control surface", () => {
  it("is described by an OpenAPI file that names every route", async () => {
    const index = (await rig.admin("GET", "")).json as unknown as {
      routes: { method: string; path: string }[];
      openapi: string;
    };
    const described = (await ask("GET", `${rig.simulator.addresses.url}${index.openapi}`)).json;
    expect(described["openapi"]).toBe("3.1.0");
    for (const { method, path } of index.routes)
      expect(described["paths"]?.[path]).toHaveProperty(method.toLowerCase());
    expect(described["paths"]?.["/admin/changes"]).toHaveProperty("get");
    expect(described["paths"]?.["/admin/readers/{id}/scans"]?.["post"]).toMatchObject({
      parameters: [{ name: "id", in: "path", required: true }],
    });
  });

  it("tells what has changed", async () => {
    const aborted = new AbortController();
    const response = await fetch(`${rig.simulator.addresses.admin}changes`, { signal: aborted.signal });
    const told: string[] = [];
    const reading = (async () => {
      for await (const chunk of response.body ?? []) told.push(Buffer.from(chunk as Uint8Array).toString());
    })().catch(() => undefined);
    await rig.device("Main");
    await eventually(() => told.join("")).toContain('data: ["devices"]');
    await rig.admin("PUT", "faults", { unreachable: false });
    await eventually(() => told.join("")).toContain('data: ["faults"]');
    aborted.abort();
    await reading;
  });

  it("shows the venue without its keys", async () => {
    const { json } = await rig.admin("GET", "venue");
    expect(json).toMatchObject({
      venueId: "V1",
      events: [
        { id: "today", active: true },
        { id: "past", active: false },
      ],
    });
    expect(JSON.stringify(json)).not.toContain(API_KEY);
  });

  it("refuses a query that it does not know, and a body that is not declared as JSON, with what to send", async () => {
    expect((await rig.admin("GET", "scans?tokn=A")).json["message"]).toContain(
      'query.tokn: unknown key "tokn", did you',
    );
    expect((await rig.admin("GET", "scans?last=x")).json["message"]).toBe('query.last: is "x", expected a number');
    for (const body of ["token=A", new URLSearchParams({ token: "A" })]) {
      const answer = await fetch(`${rig.simulator.addresses.admin}tickets`, { method: "POST", body });
      const words = expect.stringContaining("content-type: application/json") as string;
      expect([answer.status, await answer.json()]).toEqual([415, { message: words }]);
    }
  });

  it("answers JSON to what does not exist and to what is too large", async () => {
    expect(await rig.admin("GET", "nothing")).toMatchObject({
      code: 404,
      json: { message: expect.stringContaining("GET /admin/nothing") as string },
    });
    expect(await rig.admin("PUT", "tickets", {})).toMatchObject({ code: 404 });
    expect(await rig.admin("POST", "tickets", "x".repeat(9 * 1024 * 1024))).toMatchObject({ code: 413 });
  });
});

describe("the ends of the simulator", () => {
  it("come at once, whoever still watches or is connected", async () => {
    const other = await startRig();
    const watching = await fetch(`${other.simulator.addresses.admin}changes`);
    const ended = watching.text();
    const startMs = performance.now();
    await other.close();
    await ended.catch(() => undefined);
    expect(performance.now() - startMs).toBeLessThan(2_000);
    await expect(fetch(other.simulator.addresses.url)).rejects.toThrow();
  });
});
