import { existsSync } from "node:fs";
import type { GateScanner } from "@usher/core";
import type { OpenedScanStore } from "@usher/storage";

/** Raises the alarm about a database that was set aside, or clears it once an operator has accepted. */
export function tellSetAside({ setAside }: OpenedScanStore, scanner: GateScanner): void {
  const message =
    setAside === null
      ? null
      : `The journal was not as it had been written, or not in its place. ${whereIs(setAside.file)}` +
        `${setAside.salvaged} scans that wait for upload were saved. Who is inside may be forgotten, so nobody is let in ` +
        "offline until an operator accepts this";
  scanner.setAlarm("STORAGE_SET_ASIDE", message);
}

/** An operator accepts it, by these means. Throws a `StorageError`, and the alarm stands, where it can't be accepted. */
export function acceptSetAside(storage: OpenedScanStore, scanner: GateScanner, atMs: number, means: string): void {
  storage.acceptSetAside(atMs, means);
  tellSetAside(storage, scanner);
}

/** A journal that was removed leaves nothing. */
function whereIs(file: string): string {
  return existsSync(file) ? `It was set aside as ${file}: keep that file for support. ` : "";
}
