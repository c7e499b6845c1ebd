import { describe, expect, test } from "vitest";
import { z } from "zod";
import { envelopeOf, INVALID_API_KEY_FAULT } from "./envelope.js";
import type { Exchange } from "./exchange.js";
import { redactionOf } from "./redaction.js";
import { replyOf } from "./reply.js";
import { ticketPlaces } from "./ticket-messages.js";

const NO_KEY = redactionOf("");
const DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
const DATE_MS = 784_111_777_000;

function read(body: unknown, head: Partial<Extract<Exchange, { kind: "complete" }>> = {}) {
  const bytes = typeof body === "string" ? Buffer.from(body) : Buffer.from(JSON.stringify(body));
  const exchange = { kind: "complete", httpStatus: 200, date: null, retryAfter: null, body: bytes, ...head } as const;
  return replyOf(exchange, ticketPlaces, NO_KEY);
}

describe("an envelope", () => {
  test("needs a status and nothing else", () => {
    expect(read({ result: { status: "TOO_EARLY" } })).toEqual({
      kind: "answered",
      status: "TOO_EARLY",
      message: "Too early for this event",
      value: null,
      serviceTimeMs: null,
    });
  });

  test.each([
    { result: { status: "OKAY", message: 7 } },
    { result: { status: "OKAY", message: null, code: 3 }, message: null },
    { result: { status: "OKAY" }, message: "text", extra: {} },
    { result: { status: "OKAY" }, message: [] },
  ])("may be odd everywhere else: %j", (body) => {
    expect(read(body)).toMatchObject({ kind: "answered", status: "OKAY", message: "Okay", value: null });
  });

  test.each([{ httpStatus: 401 }, { httpStatus: 302 }, { httpStatus: 503 }, { httpStatus: 500 }])(
    "counts under any HTTP code: %j",
    (head) => {
      expect(read(envelopeOf("NOT_FOUND"), head)).toMatchObject({ kind: "answered", status: "NOT_FOUND" });
    },
  );

  test("may begin with a byte order mark", () => {
    expect(read(`\uFEFF${JSON.stringify(envelopeOf("OKAY"))}`)).toMatchObject({ kind: "answered" });
  });

  test("brings the service's time, if it tells one", () => {
    expect(read(envelopeOf("OKAY"), { date: DATE })).toMatchObject({ serviceTimeMs: DATE_MS });
    expect(read(envelopeOf("OKAY"), { date: "yesterday" })).toMatchObject({ serviceTimeMs: null });
  });
});

describe("what is no envelope", () => {
  test.each([
    "",
    "OKAY",
    "<html></html>",
    "null",
    "[]",
    '"OKAY"',
    "7",
    "{}",
    '{"result":null}',
    '{"result":"OKAY"}',
    '{"result":{}}',
    '{"result":{"status":7}}',
    '{"result":{"status":""}}',
    '{"status":"OKAY"}',
    '{"result":{"status":"OKAY"}',
    JSON.stringify(INVALID_API_KEY_FAULT),
    "[".repeat(200_000),
    `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`,
  ])("is unintelligible under 200 (%#)", (body) => {
    expect(read(body)).toMatchObject({ kind: "unintelligible", reason: "notAnEnvelope", httpStatus: 200 });
  });

  test.each([
    [401, { kind: "unauthorised", httpStatus: 401 }],
    [403, { kind: "unauthorised", httpStatus: 403 }],
    [502, { kind: "unreachable", cause: "gateway", sent: true }],
    [503, { kind: "unreachable", cause: "gateway", sent: true }],
    [504, { kind: "unreachable", cause: "gateway", sent: true }],
    [302, { kind: "unintelligible", reason: "redirect", httpStatus: 302, retryAfterMs: null }],
    [500, { kind: "unintelligible", reason: "httpStatus", httpStatus: 500, retryAfterMs: null }],
    [505, { kind: "unintelligible", reason: "httpStatus", httpStatus: 505, retryAfterMs: null }],
    [204, { kind: "unintelligible", reason: "notAnEnvelope", httpStatus: 204, retryAfterMs: null }],
  ])("under %i is known by the code, however long it is", (httpStatus, reply) => {
    expect(read("sorry", { httpStatus })).toEqual(reply);
    const tooLong = read("", { httpStatus, body: null });
    expect(tooLong).toEqual(httpStatus === 204 || httpStatus >= 500 ? expect.anything() : reply);
  });

  test("is too large where it is longer than we read", () => {
    expect(read("", { body: null })).toMatchObject({ kind: "unintelligible", reason: "tooLarge" });
    expect(read("", { body: null, httpStatus: 500 })).toMatchObject({ reason: "tooLarge", httpStatus: 500 });
    expect(read("", { body: null, httpStatus: 503 })).toMatchObject({ kind: "unreachable" });
  });

  test.each([
    ["120", 120_000],
    ["0", 0],
    ["Sun, 06 Nov 1994 08:49:47 GMT", 10_000],
    ["Sun, 06 Nov 1994 08:00:00 GMT", 0],
    ["soon", null],
    ["99999999999", null],
  ])("says when to come back: %s", (retryAfter, retryAfterMs) => {
    expect(read("busy", { httpStatus: 429, retryAfter, date: DATE })).toMatchObject({ retryAfterMs });
  });

  test("measures a date from our own clock where the service tells no time", () => {
    const retryAfter = new Date(Date.now() + 60_000).toUTCString();
    const reply = read("busy", { httpStatus: 429, retryAfter });
    if (reply.kind !== "unintelligible" || reply.retryAfterMs === null) throw new Error("expected a time to wait");
    expect(reply.retryAfterMs).toBeGreaterThan(1_000);
    expect(reply.retryAfterMs).toBeLessThanOrEqual(60_000);
  });
});

describe("an exchange that broke off", () => {
  const broken = { kind: "broken", cause: "reset", sent: true, httpStatus: null } as const;

  test("is an unreachable service", () => {
    expect(replyOf(broken, z.never(), NO_KEY)).toEqual({ kind: "unreachable", cause: "reset", sent: true });
    expect(replyOf({ ...broken, httpStatus: 200 }, z.never(), NO_KEY)).toMatchObject({ kind: "unreachable" });
  });

  test("after 401 or 403 opens no offline door", () => {
    for (const httpStatus of [401, 403])
      expect(replyOf({ ...broken, httpStatus }, z.never(), NO_KEY)).toEqual({ kind: "unauthorised", httpStatus });
  });

  test("is no answer at all once the caller has stopped waiting", () => {
    const aborted = { ...broken, cause: "aborted", httpStatus: 401 } as const;
    expect(replyOf(aborted, z.never(), NO_KEY)).toMatchObject({ kind: "unreachable", cause: "aborted", sent: true });
  });
});
