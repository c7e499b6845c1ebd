import type { ServiceSituation } from "@usher/core/testing";
import { afterEach, expect, test } from "vitest";
import type { ExchangeEvent } from "../src/index.js";
import { API_KEY, FarSide, type Transport } from "./far-side.js";
import { DEVICE, IDENTITY, never, SCAN } from "./samples.js";

const OKAY: ServiceSituation = {
  kind: "answers",
  status: "OKAY",
  text: "Okay",
  answers: { device: DEVICE, tickets: [{ place: "101:A:1", eventId: "E-1" }], accepted: 1 },
  httpStatus: 200,
  serviceTimeMs: null,
};

let farSide: FarSide;
afterEach(async () => farSide.close());

async function calledOnce(transport: Transport, onExchange?: (event: ExchangeEvent) => void) {
  farSide = new FarSide(transport, { onExchange });
  const { service, change } = await farSide.arrange(OKAY);
  await service.configure(IDENTITY, never());
  await service.deviceInformation(DEVICE, never());
  await service.ask(SCAN, never());
  await service.ask({ ...SCAN, direction: "exit" }, never());
  await service.upload({ device: DEVICE, scans: [SCAN] }, never());
  return { service, change };
}

test("the five calls go to their paths, never to the deprecated one, and without .json", async () => {
  await calledOnce("http");
  expect(farSide.requests.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
    "POST /presence/v1/device/init",
    "GET /presence/v1/device",
    "POST /presence/v1/ticket/enter",
    "POST /presence/v1/ticket/exit",
    "POST /presence/v1/ticket/upload",
  ]);
});

test("a log that throws costs no answer", async () => {
  const { service } = await calledOnce("http", () => {
    throw new Error("the log's disk is full");
  });
  expect(await service.ask(SCAN, never())).toMatchObject({ kind: "answered", status: "OKAY" });
});

test("Device Information asks with venue, venueId and device", async () => {
  await calledOnce("http");
  const query = farSide.requests[1]?.url.searchParams;
  expect(Object.fromEntries(query ?? [])).toEqual({ venue: "V-1", venueId: "V-1", device: "41", apikey: API_KEY });
});

test("[P10] the API key goes into the query of every request and nowhere else", async () => {
  await calledOnce("https");
  for (const { url, headers, body } of farSide.requests) {
    expect(url.searchParams.getAll("apikey")).toEqual([API_KEY]);
    expect(JSON.stringify([url.pathname, headers, body])).not.toContain(API_KEY);
  }
});

test("bodies are JSON and say so", async () => {
  await calledOnce("http");
  for (const { method, headers, body } of farSide.requests) {
    expect(headers["accept"]).toBe("application/json");
    expect(headers["accept-encoding"]).toBe("identity");
    expect(headers["content-type"]).toBe(method === "POST" ? "application/json" : undefined);
    expect(body === null).toBe(method === "GET");
  }
});

test.each(["http", "https"] as const)("calls one after another share connections over %s", async (transport) => {
  await calledOnce(transport);
  // undici frees a connection one turn of the event loop after its answer; these calls come sooner, so they take turns.
  expect(farSide.connections).toBeLessThanOrEqual(2);
});

test("calls side by side do not wait for each other", async () => {
  farSide = new FarSide("http");
  const { service, reached, change } = await farSide.arrange({ kind: "silent" });
  const controller = new AbortController();
  const slow = service.upload({ device: DEVICE, scans: [SCAN] }, controller.signal);
  await reached();
  change(OKAY);
  expect(await service.ask(SCAN, never())).toMatchObject({ kind: "answered" });
  controller.abort();
  expect(await slow).toEqual({ kind: "unreachable", cause: "aborted", sent: true });
});

test("each settled call is told for the log, without query, the token masked", async () => {
  const events: ExchangeEvent[] = [];
  const { service, change } = await calledOnce("http", (event) => events.push(event));
  change({ kind: "refusesKey", httpStatus: 401 });
  await service.ask(SCAN, never());
  change({ kind: "resets" });
  await service.ask(SCAN, never());
  change({ kind: "garbage" });
  await service.deviceInformation(DEVICE, never());

  const enter = { operation: "enter", method: "POST", path: "/presence/v1/ticket/enter", token: "…001" };
  expect(events.map(({ durationMs: _, ...event }) => event).slice(1)).toEqual([
    { ...call("deviceInformation", "GET", "device"), outcome: "answered", detail: "OKAY", httpStatus: 200 },
    { ...enter, outcome: "answered", detail: "OKAY", httpStatus: 200 },
    {
      ...enter,
      operation: "exit",
      path: "/presence/v1/ticket/exit",
      outcome: "answered",
      detail: "OKAY",
      httpStatus: 200,
    },
    { ...call("upload", "POST", "ticket/upload"), outcome: "answered", detail: "OKAY", httpStatus: 200 },
    { ...enter, outcome: "unauthorised", detail: null, httpStatus: 401 },
    { ...enter, outcome: "unreachable", detail: "reset", httpStatus: null },
    {
      ...call("deviceInformation", "GET", "device"),
      outcome: "unintelligible",
      detail: "notAnEnvelope",
      httpStatus: 200,
    },
  ]);
  for (const { durationMs } of events) expect(durationMs).toBeGreaterThan(0);
});

function call(operation: string, method: string, path: string) {
  return { operation, method, path: `/presence/v1/${path}`, token: null };
}

test("closing settles the call in hand with the truth, and is the end", async () => {
  farSide = new FarSide("https");
  const { service, reached } = await farSide.arrange({ kind: "silent" });
  const reply = service.ask(SCAN, never());
  await reached();
  await Promise.all([service.close(), service.close()]);
  expect(await reply).toEqual({ kind: "unreachable", cause: "aborted", sent: true });
  expect(await service.ask(SCAN, never())).toEqual({ kind: "unreachable", cause: "aborted", sent: false });
});

test("an aborted call gives up its connection, so that the late answer reaches nobody", async () => {
  farSide = new FarSide("http");
  const { service, reached } = await farSide.arrange({ kind: "silent" });
  const controller = new AbortController();
  const reply = service.ask(SCAN, controller.signal);
  await reached();
  controller.abort();
  expect(await reply).toEqual({ kind: "unreachable", cause: "aborted", sent: true });
  await farSide.allDisconnected();
});

test("closing ends an attempt to connect", async () => {
  farSide = new FarSide("https");
  const { service, reached } = await farSide.arrange({ kind: "neverConnects" });
  const reply = service.ask(SCAN, never());
  await reached();
  await service.close();
  expect(await reply).toEqual({ kind: "unreachable", cause: "aborted", sent: false });
  await farSide.allDisconnected();
});
