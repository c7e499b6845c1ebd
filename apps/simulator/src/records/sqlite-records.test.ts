import { afterEach, beforeEach, expect, it } from "vitest";
import { LIMITS } from "../limits.js";
import type { Records, ScanQuery, ScanRecord } from "../world/records.js";
import { openRecords } from "./sqlite-records.js";

const MANY = LIMITS.listedAtOnce * 2 + 1;

let records: Records;
beforeEach(() => {
  records = openRecords(null);
  records.together(() => {
    for (let n = 1; n <= MANY; n += 1) add(n);
  });
});
afterEach(() => records.close());

/** Scans of two tickets in turn. */
function add(n: number): void {
  const scan: ScanRecord = {
    token: n % 2 === 0 ? "EVEN" : "ODD",
    scanType: "ENTER",
    status: "OKAY",
    deviceId: 1,
    gateId: 1,
    gateName: "Main",
    venueId: "V1",
    scanTimeMs: n,
    mode: "online",
    uploadTimeMs: null,
    receivedMs: n,
    deviceOs: "Printed",
    channelId: null,
    place: null,
    eventId: null,
  };
  records.addScan(scan);
}

const times = (query: ScanQuery) => [...records.scans(query)].flat().map(({ scanTimeMs }) => scanTimeMs);
const upTo = (from: number, step = 1) =>
  Array.from({ length: Math.floor((MANY - from) / step) + 1 }, (_, index) => from + index * step);

it("lists all scans, or the last of them, or those of one ticket, in the order received", () => {
  expect(times({})).toEqual(upTo(1));
  expect(times({ last: 3 })).toEqual(upTo(MANY - 2));
  expect(times({ last: MANY - 1 })).toEqual(upTo(2));
  expect(times({ last: MANY + 5 })).toEqual(upTo(1));
  expect(times({ token: "ODD" })).toEqual(upTo(1, 2));
  expect(times({ token: "ODD", last: 2 })).toEqual(upTo(MANY - 2, 2));
  expect(times({ token: "NONE" })).toEqual([]);
});

it("takes scans while a list is read, which are not in it", () => {
  const listed = [];
  for (const page of records.scans({})) {
    expect(page.length).toBeLessThanOrEqual(LIMITS.listedAtOnce);
    add(MANY + listed.push(...page));
  }
  expect(listed).toHaveLength(MANY);
});
