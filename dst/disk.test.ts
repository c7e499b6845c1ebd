import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Scan } from "@usher/core";
import { Chance } from "@usher/core/testing";
import { verifyChain } from "@usher/storage";
import fc from "fast-check";
import { expect, it, onTestFinished } from "vitest";
import { Disk } from "./disk.js";
import { FOLDER } from "./folder.js";

const scanOf = (token: string): Scan => ({
  barcode: { token, ticketKey: token, symbology: null },
  direction: "enter",
  device: { id: 7, name: "North 1", venueId: "V1", gateId: 70, gateName: "North" },
  scanTimeMs: 1,
  skewMs: null,
  deviceOs: "Printed",
  channelId: null,
  readerId: "reader-1",
  lane: "lane-1",
});

function diskOf(seed: number): Disk {
  const folder = mkdtempSync(join(FOLDER, "usher-disk-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return new Disk(folder, new Chance(seed), () => undefined);
}

const alive = () => false;
const filesOf = ({ file }: Disk) => [file, `${file}-wal`].map((path) => readFileSync(path, "base64"));

it("a kill leaves the files as they are, byte for byte, and the next process finds all that was saved", () => {
  const disk = diskOf(1);
  const store = disk.open(0, alive);
  for (let n = 0; n < 300; n += 1) store.begin(scanOf(`T${n}`), n);
  const before = filesOf(disk);
  disk.abandon();
  expect(filesOf(disk)).toEqual(before);
  expect(disk.open(0, alive).unfinished()).toHaveLength(300);
  disk.abandon();
});

it("[P9] a power loss in the middle of a write loses that write or keeps it whole, and nothing before it", async () => {
  const property = fc.asyncProperty(fc.integer({ min: 1 }), fc.nat({ max: 600 }), async (seed, count) => {
    const disk = diskOf(seed);
    const store = disk.open(0, alive);
    for (let n = 0; n < count; n += 1) store.begin(scanOf(`T${n}`), n);
    disk.trouble = "powerLoss";
    expect(() => store.begin(scanOf("LAST"), count)).toThrow("the process was killed");
    const found = disk
      .open(0, alive)
      .unfinished()
      .map(({ scan }) => scan.barcode.token);
    const saved = Array.from({ length: count }, (_, n) => `T${n}`);
    expect([saved, [...saved, "LAST"]]).toContainEqual(found);
    disk.abandon();
    expect(await verifyChain(disk.file)).toMatchObject({ intact: true });
  });
  await fc.assert(property, { numRuns: 60, seed: 1 });
});
