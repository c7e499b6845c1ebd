import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API_KEY, SCAN, startRig, type Rig } from "./rig.js";

let rig: Rig;
beforeAll(async () => {
  rig = await startRig();
  await rig.device("Main");
});
afterAll(() => rig.close());

const PATHS = [
  ...["device/init", "device", "ticket/enter", "ticket/exit.json", "ticket/validate", "ticket/upload"].map(
    (path) => `presence/v1/${path}`,
  ),
  ...["tickets", "faults", "scans", "devices", "readers/1/scans", "nothing"].map((path) => `admin/${path}`),
];

const scan = {
  ...SCAN,
  token: "A",
  scanTime: 1,
  scanType: "ENTER",
  scans: [],
  eventId: "today",
  unreachable: false,
  venue: "V1",
  device: 1,
};

/** A body that is nearly right: some fields as they should be, some anything. */
const nearlyRight = fc
  .tuple(fc.subarray(Object.entries(scan)), fc.dictionary(fc.constantFrom(...Object.keys(scan)), fc.jsonValue()))
  .map(([right, wrong]) => ({ ...Object.fromEntries(right), ...wrong }));

const body = fc.oneof(
  fc.jsonValue().map((value) => JSON.stringify(value)),
  nearlyRight.map((value) => JSON.stringify(value)),
  nearlyRight.map((one) => JSON.stringify({ ...SCAN, scans: [one] })),
  fc.string(),
  fc.constantFrom("", "{", '{"__proto__":{"token":"A"}}', '{"constructor":{"prototype":1}}', "\u0000"),
);

describe("whatever is sent", () => {
  it("is answered with JSON and no failure of the server, by every path and method", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PATHS),
        fc.constantFrom("GET", "POST", "PUT", "DELETE"),
        body,
        async (path, method, sent) => {
          const hasBody = method !== "GET";
          const response = await fetch(`${rig.simulator.addresses.url}${path}?apikey=${API_KEY}`, {
            method,
            ...(hasBody ? { body: sent, headers: { "content-type": "application/json" } } : {}),
          });
          expect(response.status).toBeLessThan(500);
          expect(typeof (await response.json())).toBe("object");
        },
      ),
      { numRuns: 400 },
    );
  });

  it("leaves it alive and its data whole", async () => {
    expect((await rig.admin("GET", "devices")).code).toBe(200);
    await rig.admin("PUT", "faults", { unreachable: false }); // What was sent may have been a fault.
    expect(await rig.scan("enter", "B")).toMatch(/OKAY|ALREADY_ENTERED/);
  });
});

describe("a query", () => {
  it("may hold anything", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...PATHS),
        fc.array(fc.tuple(fc.constantFrom("token", "last", "venue", "mac", "device", "x"), fc.string())),
        async (path, pairs) => {
          const query = new URLSearchParams([["apikey", API_KEY], ...pairs]);
          const response = await fetch(`${rig.simulator.addresses.url}${path}?${query.toString()}`);
          expect(response.status).toBeLessThan(500);
        },
      ),
      { numRuns: 100 },
    );
  });
});
