import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives a test run a temporary folder of its own: whatever a test leaves there goes with the run, one that is broken off too. */
export function setup() {
  const folder = mkdtempSync(join(tmpdir(), "usher-tests-"));
  process.env["TMPDIR"] = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
}
