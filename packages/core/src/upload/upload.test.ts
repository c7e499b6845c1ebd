import fc from "fast-check";
import { expect, it } from "vitest";
import type { Decision, Scan } from "../domain/index.js";
import { LIMITS } from "../domain/index.js";
import type { UploadBatch } from "../ports/index.js";
import { MemoryStore } from "../testing/index.js";
import { Uploader } from "./upload.js";

const PERMIT: Decision = {
  outcome: "permit",
  status: "OKAY",
  message: "Okay",
  source: "offline",
  inDoubt: false,
  tickets: [],
  ledger: null,
};

function scanOf(token: string, deviceId: number, gateId: number): Scan {
  return {
    barcode: { token, ticketKey: token, symbology: null },
    direction: "enter",
    device: { id: deviceId, name: "N", venueId: "V", gateId, gateName: `G${gateId}` },
    scanTimeMs: 1,
    skewMs: null,
    deviceOs: "Printed",
    channelId: null,
    readerId: "r",
    lane: "1",
  };
}

/** A queue of these scans, and a service that refuses every batch with a malformed one. */
function queueOf(scans: readonly Scan[], malformed: ReadonlySet<string>) {
  const store = new MemoryStore();
  for (const scan of scans) store.commit(scan, PERMIT, 1);
  const sent: UploadBatch[] = [];
  const taken: Scan[] = [];
  const uploader = new Uploader({
    store,
    wallMs: () => 2,
    send: async (batch) => {
      sent.push(batch);
      const refused = batch.scans.some(({ barcode }) => malformed.has(barcode.token));
      if (!refused) taken.push(...batch.scans);
      const status = refused ? "BAD_REQUEST" : "OKAY";
      return { kind: "answered", status, message: status, value: null, serviceTimeMs: null };
    },
  });
  return { store, sent, taken, uploader };
}

it("[P5] 1,000 scans of which 3 are malformed: 997 are taken, 3 quarantined, for few extra requests", async () => {
  const scans = Array.from({ length: 1_000 }, (_, index) => scanOf(`N${index}`, 1, 1));
  const { store, sent, taken, uploader } = queueOf(scans, new Set(["N3", "N450", "N451"]));
  while (store.counts().pending > 0) expect(await uploader.uploadNext()).toEqual({ kind: "accepted" });
  expect(taken).toHaveLength(997);
  expect(store.quarantined()).toHaveLength(3);
  const batches = 1_000 / LIMITS.uploadBatch;
  expect(sent.length - batches).toBeLessThanOrEqual(3 * Math.ceil(Math.log2(LIMITS.uploadBatch)) * 2);
});

it("[P5] a service that refuses every format costs a few requests, and nothing stays in quarantine", async () => {
  const scans = Array.from({ length: 400 }, (_, index) => scanOf(`N${index}`, 1, 1));
  const { store, sent, uploader } = queueOf(scans, new Set(scans.map(({ barcode }) => barcode.token)));
  expect(await uploader.uploadNext()).toEqual({ kind: "formatRefused" });
  expect(store.counts()).toMatchObject({ pending: 400, quarantined: 0 });
  expect(sent.length).toBeLessThan(30);
});

it("[P4] every scan is taken once and in the order of its device, in batches of one device at one gate", async () => {
  const scan = fc.record({
    deviceId: fc.integer({ min: 1, max: 3 }),
    gateId: fc.integer({ min: 1, max: 2 }),
    bad: fc.integer({ min: 0, max: 9 }).map((die) => die === 0),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(scan, { maxLength: 60 }), async (specs) => {
      const scans = specs.map(({ deviceId, gateId }, index) => scanOf(`N${index}`, deviceId, gateId));
      const malformed = new Set(specs.flatMap(({ bad }, index) => (bad ? [`N${index}`] : [])).slice(0, 7));
      const { store, sent, taken, uploader } = queueOf(scans, malformed);
      while (store.counts().pending > 0) expect(await uploader.uploadNext()).toEqual({ kind: "accepted" });
      for (const deviceId of [1, 2, 3]) {
        const ofDevice = (one: Scan) => one.device.id === deviceId && !malformed.has(one.barcode.token);
        expect(taken.filter(ofDevice)).toEqual(scans.filter(ofDevice));
      }
      for (const batch of sent) {
        expect(batch.scans.length).toBeLessThanOrEqual(LIMITS.uploadBatch);
        expect(new Set(batch.scans.map(({ device }) => `${device.id} ${device.gateId}`)).size).toBe(1);
      }
    }),
    { numRuns: 60 },
  );
});
