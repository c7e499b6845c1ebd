import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { presenceService, type ExchangeEvent, type PresenceService } from "../src/index.js";
import { DEVICE, IDENTITY, never, SCAN } from "./samples.js";

// [P10] The API key is in no output of any kind. The far side here is as careless as one can be: whatever it says, it
// repeats the request, key and all, in every place that a client reads.

type Spelling = (key: string) => string;

const SPELLINGS: readonly Spelling[] = [
  (key) => key,
  (key) => encodeURIComponent(key),
  (key) => encodeURIComponent(key).replaceAll(/%../g, (hex) => hex.toLowerCase()),
  (key) => new URLSearchParams({ "": key }).toString().slice(1),
  (key) => `/presence/v1/ticket/enter?apikey=${encodeURIComponent(key)}&x=1`,
];

const ECHOES: readonly ((said: string, response: ServerResponse) => void)[] = [
  (said, response) => response.end(JSON.stringify(envelopeEchoing(said))),
  (said, response) => response.writeHead(404).end(JSON.stringify(envelopeEchoing(said))),
  (said, response) => response.writeHead(401).end(JSON.stringify({ fault: { faultstring: said } })),
  (said, response) => response.writeHead(302, { location: encodeURI(said) }).end(said),
  (said, response) => response.writeHead(503, { "retry-after": encodeURI(said) }).end(said),
  (said, response) => response.writeHead(429, { "retry-after": encodeURI(said), date: encodeURI(said) }).end(said),
  (said, response) => response.end(said),
  (said, response) => response.writeHead(200, { "content-length": 100_000 }).write(said, () => response.destroy()),
  (_, response) => response.destroy(),
];

function envelopeEchoing(said: string): unknown {
  const message = {
    id: 1,
    gateId: 2,
    gateName: said,
    accepted: 1,
    tickets: [{ place: said, eventId: said }],
    error: said,
  };
  return { result: { status: said, message: `Bad request: ${said}` }, message };
}

let echo: (response: ServerResponse) => void;
const server = createServer((request: IncomingMessage, response) => {
  request.resume().on("end", () => echo(response));
});

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterAll(() => void server.close());

const CALLS: readonly ((service: PresenceService) => Promise<unknown>)[] = [
  async (service) => service.configure(IDENTITY, never()),
  async (service) => service.deviceInformation(DEVICE, never()),
  async (service) => service.ask(SCAN, never()),
  async (service) => service.upload({ device: DEVICE, scans: [SCAN] }, never()),
];

/** Any text of eight characters and more, with a beginning that no innocent text bears. */
const anyKey = fc
  .oneof(
    fc.stringMatching(/^[A-Za-z0-9]{6,40}$/),
    fc.string({ minLength: 6, maxLength: 40 }),
    fc.string({ minLength: 6, maxLength: 40, unit: "grapheme" }),
    fc.string({ minLength: 6, maxLength: 40, unit: "binary" }),
  )
  .map((key) => `Zq${key}`);

describe("[P10] the API key", () => {
  test("is in nothing that a client answers, tells or shows, however the far side repeats it", async () => {
    const { port } = server.address() as AddressInfo;
    const anything = [fc.constantFrom(...SPELLINGS), fc.constantFrom(...ECHOES), fc.constantFrom(...CALLS)] as const;
    await fc.assert(
      fc.asyncProperty(anyKey, ...anything, async (apiKey, spelling, echoing, call) => {
        const events: ExchangeEvent[] = [];
        const service = presenceService({
          endpoint: `http://127.0.0.1:${port}/presence/v1/`,
          apiKey,
          onExchange: (event) => events.push(event),
        });
        const wellFormed = Buffer.from(apiKey).toString();
        echo = (response) => echoing(spelling(wellFormed), response);
        const reply = await call(service);
        await service.close();
        expect(events).toHaveLength(1);
        for (const text of textsIn([reply, events, inspect(service, { depth: 9, showHidden: true })]))
          for (const known of [apiKey, wellFormed, ...SPELLINGS.map((spell) => spell(wellFormed))])
            expect(text).not.toContain(known);
      }),
      { numRuns: 200 },
    );
  });

  test("is in no error that refuses settings, wherever it was pasted", () => {
    fc.assert(
      fc.property(anyKey, fc.nat({ max: 6 }), (apiKey, place) => {
        const encoded = new URLSearchParams({ "": apiKey }).toString().slice(1);
        const endpoint = [
          apiKey,
          `https://${encoded}@venue.example/`,
          `https://venue.example/?apikey=${encoded}`,
          `https://venue.example/#${encoded}`,
          `http://venue.example/${encoded}/presence/v1/`,
          `https://${apiKey}`,
          `http://${apiKey}/presence/v1/`,
        ][place] as string;
        const error = refusalOf(() => presenceService({ endpoint, apiKey }));
        if (error === null) return;
        for (const text of [inspect(error), inspect(error, { showHidden: true })]) {
          expect(text.toLowerCase()).not.toContain(apiKey.toLowerCase());
          expect(text).not.toContain(encoded);
        }
      }),
    );
  });
});

function refusalOf(make: () => PresenceService): unknown {
  try {
    void make().close();
    return null;
  } catch (error) {
    return error;
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
