import { MemoryStore } from "@usher/core/testing";
import fc from "fast-check";
import { expect, it } from "vitest";
import { openScanStore } from "../src/index.js";
import { openDatabase, type OpenDatabase } from "../src/open-database.js";
import { salvage } from "../src/salvage.js";
import { SCHEMA } from "../src/schema.js";
import { verifyChain } from "../src/verify-chain.js";
import { decisionArbitrary, operationArbitrary, scanArbitrary, Subject } from "./operations.js";
import { storeFile } from "./store-file.js";

const open = (file: string) => openScanStore({ file, atMs: 0 }).store;
const operations = fc.array(operationArbitrary, { minLength: 5, maxLength: 40, size: "max" });

it("after any operations, and restarts between them, the store answers as the one in memory does", () => {
  const steps = fc.array(fc.oneof({ weight: 9, arbitrary: operationArbitrary }, fc.constant("restart" as const)), {
    minLength: 5,
    maxLength: 40,
    size: "max",
  });
  const property = fc.property(steps, (list) => {
    const file = storeFile();
    const [real, model] = [new Subject(open(file)), new Subject(new MemoryStore())];
    for (const step of list) {
      if (step === "restart") {
        real.store.close();
        real.store = open(file);
      } else expect(real.run(step)).toEqual(model.run(step));
      expect(real.everything()).toEqual(model.everything());
    }
    real.store.close();
  });
  fc.assert(property, { numRuns: 40 });
});

it("queue and ledger made anew from the journal are what they were, and the chain holds", async () => {
  const property = fc.asyncProperty(operations, async (list) => {
    const file = storeFile();
    const subject = new Subject(open(file));
    for (const operation of list) subject.run(operation);
    const entries = subject.store.journal().length;
    subject.store.close();

    const live = openDatabase(file, { migrations: SCHEMA });
    const anew = openDatabase(storeFile(), { migrations: SCHEMA });
    const work = salvage(live.database, anew.database);
    while (work.next().done !== true);
    const derived = ({ database }: OpenDatabase) =>
      ["queue", "ledger"].map((table) => database.prepare(`SELECT * FROM ${table}`).all());
    expect(derived(anew)).toEqual(derived(live));
    for (const { close } of [live, anew]) close();
    expect(await verifyChain(file)).toEqual({ intact: true, entries });
  });
  await fc.assert(property, { numRuns: 40 });
});

it("a scan of any text is kept to the letter", () => {
  const file = storeFile();
  const store = open(file);
  const text = fc.string({ unit: "binary", maxLength: 40 });
  const property = fc.property(scanArbitrary, decisionArbitrary, text, text, (base, decision, token, ticketKey) => {
    const scan = { ...base, barcode: { token, ticketKey, symbology: token } };
    const { scanId } = store.commit(scan, { ...decision, outcome: "permit", source: "offline", ledger: null }, 1);
    expect(store.holdsUnacknowledged(ticketKey)).toBe(true);
    expect(store.pending(scan.device.id, 1)).toEqual([{ scanId, scan }]);
    store.acknowledge([scanId], 2);
    expect(store.holdsUnacknowledged(ticketKey)).toBe(false);
  });
  fc.assert(property, { numRuns: 60 });
  store.close();
});
