import { describe, expect, it } from "vitest";
import type { ScannerInfo } from "../ports/index.js";
import { readerIds, type KnownScanner } from "./reader-ids.js";

const scanner = (port: string, serialNumber?: string): ScannerInfo => ({
  path: `/dev/${port}`,
  vendorId: 0x0c2e,
  productId: 0x0b81,
  port,
  ...(serialNumber === undefined ? {} : { serialNumber }),
});

/** Looks one after the other; the ids given at each, by port. What was found before is open still, or not. */
function looks(...all: readonly (readonly ScannerInfo[])[]): Record<string, string>[] {
  return looksWith(false, ...all);
}

function looksWith(isOpen: boolean, ...all: readonly (readonly ScannerInfo[])[]): Record<string, string>[] {
  const known = new Map<string, KnownScanner>();
  return all.map((found) => {
    const ids = readerIds(found, known);
    for (const [id, info] of ids) known.set(id, { info, isOpen });
    return Object.fromEntries([...ids].map(([id, { port, path }]) => [port ?? path, id]));
  });
}

describe("the ids of readers that were found", () => {
  it("are the serial number, wherever the scanner is plugged in", () => {
    expect(looks([scanner("1-1", "S1")], [], [scanner("1-2", "S1")])).toEqual([
      { "1-1": "0c2e:0b81:S1" },
      {},
      { "1-2": "0c2e:0b81:S1" },
    ]);
  });

  it.each([undefined, "0000"])("are the port where the serial number is none (%s)", (serialNumber) => {
    const both = [scanner("1-1", serialNumber), scanner("1-2", serialNumber)];
    const ids = { "1-1": "0c2e:0b81@1-1", "1-2": "0c2e:0b81@1-2" };
    expect(looks(both, both.slice(1), [], both.toReversed())).toEqual([ids, { "1-2": ids["1-2"] }, {}, ids]);
  });

  it("stay when a twin turns up, which is known by its port", () => {
    const [one, other] = [scanner("1-1", "S1"), scanner("1-2", "S1")];
    const [id, otherId] = ["0c2e:0b81:S1", "0c2e:0b81@1-2"];
    expect(looks([one], [one, other], [other], [one, other])).toEqual([
      { "1-1": id },
      { "1-1": id, "1-2": otherId },
      { "1-2": otherId },
      { "1-1": id, "1-2": otherId },
    ]);
  });

  it("are not handed to one of several twins that turns up somewhere else", () => {
    const [one, other] = [scanner("1-1", "S1"), scanner("1-2", "S1")];
    expect(looks([one, other], [], [scanner("1-3", "S1")])[2]).toEqual({ "1-3": "0c2e:0b81@1-3" });
  });

  it("stay where the serial number of an open scanner could not be read for once", () => {
    expect(looksWith(true, [scanner("1-1")], [scanner("1-1", "S1")], [scanner("1-1")])).toEqual([
      { "1-1": "0c2e:0b81@1-1" },
      { "1-1": "0c2e:0b81@1-1" },
      { "1-1": "0c2e:0b81@1-1" },
    ]);
  });

  it("tell another scanner at the same port", () => {
    expect(looks([scanner("1-1", "S1")], [scanner("1-1", "S2")])[1]).toEqual({ "1-1": "0c2e:0b81:S2" });
    expect(looks([scanner("1-1", "S1")], [scanner("1-1")])[1]).toEqual({ "1-1": "0c2e:0b81@1-1" });
  });

  it("are the path where nothing else is known", () => {
    const path = { path: "/dev/ttyS0" };
    expect(looks([path], [path])).toEqual([{ "/dev/ttyS0": "/dev/ttyS0" }, { "/dev/ttyS0": "/dev/ttyS0" }]);
  });
});
