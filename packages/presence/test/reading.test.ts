import type { Reply } from "@usher/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { z } from "zod";
import { configuredDevice, deviceQueryOf, verifiedDevice } from "../src/device-messages.js";
import type { Exchange } from "../src/exchange.js";
import {
  deviceInitRequest,
  deviceInitRequestOf,
  deviceQuery,
  envelopeOf,
  parseRequest,
  ticketPlaces,
  ticketRequest,
  ticketRequestOf,
  uploadAnswer,
  uploadRequest,
  uploadRequestOf,
} from "../src/index.js";
import { redactionOf } from "../src/redaction.js";
import { replyOf } from "../src/reply.js";
import { anyBatch, anyDevice, anyIdentity, anyScan, DEVICE, IDENTITY } from "./samples.js";

const SCHEMAS: readonly z.ZodType[] = [configuredDevice(IDENTITY), verifiedDevice(DEVICE), ticketPlaces, uploadAnswer];
const KINDS = ["answered", "unreachable", "unauthorised", "unintelligible"];

const anyHead = fc.record({
  httpStatus: fc.oneof(fc.constantFrom(200, 401, 429, 503), fc.integer({ min: 200, max: 999 })),
  date: fc.option(fc.string()),
  retryAfter: fc.option(fc.oneof(fc.string(), fc.nat().map(String))),
});

/** JSON that comes near an answer: the right names with anything below them. */
const nearlyAnAnswer = fc
  .record({
    result: fc.oneof(
      fc.jsonValue(),
      fc.record({ status: fc.oneof(fc.constant("OKAY"), fc.jsonValue()), message: fc.jsonValue() }),
    ),
    message: fc.oneof(
      fc.jsonValue(),
      fc.record({ id: fc.jsonValue(), gateId: fc.jsonValue(), gateName: fc.jsonValue(), accepted: fc.jsonValue() }),
      fc.record({
        tickets: fc.array(fc.oneof(fc.jsonValue(), fc.record({ place: fc.jsonValue(), eventId: fc.jsonValue() }))),
      }),
    ),
  })
  .map((answer) => Buffer.from(JSON.stringify(answer)));
const anyBody = fc.oneof(
  nearlyAnAnswer,
  fc.json().map((text) => Buffer.from(text)),
  fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  fc.constant(null),
);

function complete(body: unknown): Exchange {
  return { kind: "complete", httpStatus: 200, date: null, retryAfter: null, body: Buffer.from(JSON.stringify(body)) };
}

function overTheWire(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe("an answer", () => {
  test("is read as one of the four kinds whatever its bytes, and never throws", () => {
    fc.assert(
      fc.property(anyHead, anyBody, fc.constantFrom(...SCHEMAS), fc.string(), (head, body, schema, apiKey) => {
        const reply: Reply<unknown> = replyOf({ kind: "complete", ...head, body }, schema, redactionOf(apiKey));
        expect(KINDS).toContain(reply.kind);
        if (reply.kind === "answered")
          expect([typeof reply.status, typeof reply.message]).toEqual(["string", "string"]);
        if (reply.kind === "unintelligible" && reply.retryAfterMs !== null)
          expect(reply.retryAfterMs).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 2_000 },
    );
  });

  test("with a status is obeyed as it stands", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.jsonValue(), (status, text, message) => {
        const reply = replyOf(complete(envelopeOf(status, message, text)), ticketPlaces, redactionOf(""));
        expect(reply).toMatchObject({ kind: "answered", status, message: text });
      }),
    );
  });

  test("holds ids as integers, whether they came as numbers or as texts", () => {
    fc.assert(
      fc.property(
        anyIdentity,
        anyDevice,
        fc.boolean(),
        fc.boolean(),
        (identity, { id, gateId }, textId, textGateId) => {
          const message = { ...identity, id: textId ? String(id) : id, gateId: textGateId ? String(gateId) : gateId };
          const reply = replyOf(complete(envelopeOf("OKAY", message)), configuredDevice(identity), redactionOf(""));
          const { name, venueId, gateName } = identity;
          expect(reply).toMatchObject({ kind: "answered", value: { id, gateId, name, venueId, gateName } });
        },
      ),
    );
  });
});

describe("a request survives the wire:", () => {
  test("Device Configure", () => {
    fc.assert(
      fc.property(anyIdentity, (identity) => {
        const sent = overTheWire(deviceInitRequestOf(identity));
        expect(parseRequest(deviceInitRequest, sent)).toEqual({ ok: true, value: identity });
      }),
    );
  });

  test("Device Information", () => {
    fc.assert(
      fc.property(anyDevice, ({ venueId, id }) => {
        const query = new URLSearchParams({ ...deviceQueryOf(venueId, id), apikey: "K" }).toString();
        const read = parseRequest(deviceQuery, Object.fromEntries(new URLSearchParams(query)));
        expect(read).toEqual({ ok: true, value: { venueId, mac: null, deviceId: id } });
      }),
    );
  });

  test("Ticket Enter and Exit", () => {
    fc.assert(
      fc.property(anyScan, (scan) => {
        const request = ticketRequestOf(scan);
        expect(parseRequest(ticketRequest, overTheWire(request))).toEqual({ ok: true, value: request });
        expect(request).toMatchObject({
          token: scan.barcode.token,
          scanTime: scan.scanTimeMs,
          deviceId: scan.device.id,
        });
      }),
    );
  });

  test("[P4] Ticket Upload, each scan in its place with its original time", () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        const read = parseRequest(uploadRequest, overTheWire(uploadRequestOf(batch)));
        if (!read.ok) throw new Error(read.fault);
        expect(read.value.deviceId).toBe(batch.device.id);
        expect(read.value.scans.map(({ token, scanTime, scanType }) => [token, scanTime, scanType])).toEqual(
          batch.scans.map(({ barcode, scanTimeMs, direction }) => [barcode.token, scanTimeMs, direction.toUpperCase()]),
        );
      }),
    );
  });

  test("and no input of any kind makes the reader throw", () => {
    const schemas = fc.constantFrom(deviceInitRequest, deviceQuery, ticketRequest, uploadRequest);
    fc.assert(
      fc.property(schemas, fc.anything(), (schema, input) => {
        const read = parseRequest(schema, input);
        if (!read.ok) expect(read.fault).not.toBe("");
      }),
    );
  });
});
