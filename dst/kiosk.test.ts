import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Chance, VirtualTime } from "@usher/core/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { FOLDER } from "./folder.js";
import { History } from "./history.js";
import { Kiosk } from "./kiosk.js";
import { Operator } from "./operator.js";
import { VenueService } from "./venue-service.js";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(FOLDER, "usher-kiosk-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function kioskAlone() {
  const chance = new Chance(1);
  const time = new VirtualTime(0, () => new Promise((resolve) => process.nextTick(resolve)));
  const history = new History(() => time.monotonicMs());
  const tickets = new Set(["TICKET"]);
  const operator = new Operator(time, chance, history);
  const world = { time, history, service: new VenueService([...tickets]), tickets, plant: null, operator, folder };
  return { kiosk: new Kiosk(0, 1, world, chance), time, history };
}

it("a kiosk that is killed while it starts holds no scanner that its next life needs", async () => {
  const { kiosk, time } = kioskAlone();
  kiosk.start();
  kiosk.kill();
  kiosk.start();
  await time.advance(60_000);
  expect(kiosk.state?.readers.map(({ status }) => status)).toEqual(["open"]);
  kiosk.kill();
});

it("a slow reader tells late and in order what it read meanwhile", async () => {
  const { kiosk, time, history } = kioskAlone();
  kiosk.start();
  await time.advance(10_000);
  const [reader] = kiosk.readers;
  if (reader === undefined) throw new Error("a kiosk has a reader");
  kiosk.holdBack(reader);
  for (const token of ["STRANGER-1", "TICKET", "STRANGER-2"]) kiosk.read(reader, token);
  await time.advance(10_000);
  expect(history.of("verdict")).toEqual([]);
  kiosk.deliver(reader);
  await time.advance(10_000);
  expect(history.of("asked").map(({ scan }) => scan.barcode.token)).toEqual(["STRANGER-1", "TICKET", "STRANGER-2"]);
  kiosk.kill();
});
