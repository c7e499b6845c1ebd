import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A directory of this test's own, gone when it has finished. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "usher-storage-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** The path of a scan store that is not there yet. */
export function storeFile(): string {
  return join(temporaryDirectory(), "scans.db");
}
