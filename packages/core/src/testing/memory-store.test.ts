import { describe, expect, it } from "vitest";
import type { StorageError, StorageErrorCode } from "../ports/scan-store.js";
import { MemoryStore, STORE_WRITES } from "./memory-store.js";
import { scanStoreSuite, type ScanStoreHarness } from "./scan-store-suite.js";

function harness(): ScanStoreHarness {
  let store = new MemoryStore();
  return {
    get store() {
      return store;
    },
    reopen: () => (store = store.reopen()),
    refuseWrites(refused) {
      store.heal();
      if (refused) for (const write of STORE_WRITES) store.failNext(write, "full", Infinity);
    },
  };
}

describe("the memory store is a ScanStore", () => {
  for (const { name, run } of scanStoreSuite) it(name, () => run(harness()));
});

describe("a test can make the memory store fail", () => {
  const configuration = {
    identity: { venueId: "V", name: "N", mac: "M", ip: "I", gateName: "G", serial: "S", model: "O" },
    device: { id: 1, name: "N", venueId: "V", gateId: 2, gateName: "G" },
    configuredAtMs: 3,
  };
  const codeOf = (act: () => void): StorageErrorCode | null => {
    try {
      act();
      return null;
    } catch (error) {
      return (error as StorageError).code;
    }
  };

  it("once, with the code it names, and then it goes on", () => {
    const store = new MemoryStore();
    store.failNext("saveConfiguration", "readOnly");
    expect(codeOf(() => store.saveConfiguration(configuration))).toBe("readOnly");
    expect(store.configuration()).toBeNull();
    expect(codeOf(() => store.saveConfiguration(configuration))).toBeNull();
    expect(store.configuration()).toEqual(configuration);
  });

  it("as often as it says, or until it is healed", () => {
    const store = new MemoryStore();
    store.failNext("saveConfiguration", "full", 2);
    const codes = [1, 2, 3].map(() => codeOf(() => store.saveConfiguration(configuration)));
    expect(codes).toEqual(["full", "full", null]);
    store.failNext("saveConfiguration", "full", Infinity);
    store.heal();
    expect(codeOf(() => store.saveConfiguration(configuration))).toBeNull();
  });
});
