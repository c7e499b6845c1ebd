import { scanStoreSuite, type ScanStoreHarness } from "@usher/core/testing";
import { describe, it, onTestFinished } from "vitest";
import { openDatabase } from "../src/open-database.js";
import { SqliteScanStore } from "../src/scan-store.js";
import { SCHEMA } from "../src/schema.js";
import { storeFile } from "./store-file.js";

/** The store on a real file, with a hold on its connection to make the medium refuse. */
function harness(): ScanStoreHarness {
  const file = storeFile();
  const open = () => {
    const opened = openDatabase(file, { migrations: SCHEMA });
    return { ...opened, store: new SqliteScanStore(file, opened) };
  };
  let current = open();
  onTestFinished(() => current.store.close());
  return {
    get store() {
      return current.store;
    },
    reopen() {
      current.store.close();
      current = open();
      return current.store;
    },
    refuseWrites(refused) {
      current.database.pragma(`query_only = ${refused ? "ON" : "OFF"}`);
    },
  };
}

describe("the SQLite store is a ScanStore", () => {
  for (const { name, run } of scanStoreSuite) it(name, () => run(harness()));
});
