import { readFileSync, writeFileSync } from "node:fs";
import type { Chance } from "./chance.js";

/** What a disk writes at once or not at all. */
const SECTOR_BYTES = 512;

/**
 * Power goes while a file is being written: of the sectors that changed since `before` some arrived, in no order, and a few of
 * those garbled. What was there before stays, in the same sector too: SQLite trusts a disk that far ("powersafe overwrite").
 */
export function tearWrite(file: string, before: Uint8Array, chance: Chance): void {
  const after = readFileSync(file);
  const torn = new Uint8Array(Math.max(before.length, after.length));
  torn.set(before);
  let endBytes = before.length;
  for (let at = 0; at < after.length; at += SECTOR_BYTES) {
    const sector = after.subarray(at, at + SECTOR_BYTES);
    if (sector.equals(before.subarray(at, at + SECTOR_BYTES)) || chance.happens(0.5)) continue;
    if (chance.happens(0.05))
      sector.fill(
        chance.between(0, 255),
        sector.findIndex((byte, n) => byte !== before[at + n]),
      );
    torn.set(sector, at);
    endBytes = Math.max(endBytes, at + sector.length);
  }
  writeFileSync(file, torn.subarray(0, endBytes));
}
