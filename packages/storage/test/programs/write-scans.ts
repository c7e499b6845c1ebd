/**
 * A process of its own that opens a store and commits offline permits: `node write-scans.js FILE COUNT [--without-rights]`.
 * Prints one line of JSON for each step: `{"open": true}`, `{"scanId", "token"}` once a permit is saved, or `{"code", "message"}`.
 * Then it waits to be killed.
 */
import { writeSync } from "node:fs";
import { StorageError } from "@usher/core";
import { openScanStore } from "../../src/index.js";
import { openConnection } from "../../src/native.js";
import { permit, scanOf } from "../scans.js";

const [file = "", count = "0", flag] = process.argv.slice(2);
const NOBODY = 65_534;

function tell(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

if (flag === "--without-rights" && process.getuid?.() === 0) {
  openConnection(":memory:", {}).close(); // Loads the library while it can be read.
  process.setgid?.(NOBODY);
  process.setuid?.(NOBODY);
}
try {
  const { store } = openScanStore({ file, atMs: 0 });
  tell({ open: true });
  for (let n = 0; n < Number(count); n += 1) {
    const token = `T${n}`;
    tell({ scanId: store.commit(scanOf(token), permit(token), n).scanId, token });
  }
} catch (error) {
  if (!(error instanceof StorageError)) throw error;
  tell({ code: error.code, message: error.message });
}
process.stdin.resume();
