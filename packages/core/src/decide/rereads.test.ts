import { describe, expect, it } from "vitest";
import type { Direction, Verdict } from "../domain/index.js";
import { LIMITS } from "../domain/limits.js";
import { Rereads } from "./rereads.js";

const WINDOW_MS = 2_000;

function verdict(scanId: string, direction: Direction = "enter", source: Verdict["source"] = "online"): Verdict {
  return { scanId, direction, source } as Verdict;
}

describe("re-reads", () => {
  it("[P8] are recalled up to the end of the window, and not after", () => {
    const rereads = new Rereads(WINDOW_MS);
    rereads.remember("T1", verdict("a"), 100);
    expect(rereads.recall("T1", "enter", 100 + WINDOW_MS)?.scanId).toBe("a");
    const others = new Rereads(WINDOW_MS);
    others.remember("T1", verdict("a"), 100);
    expect(others.recall("T1", "enter", 101 + WINDOW_MS)).toBeNull();
  });

  it("[P8] each moves the window on; one that came too late does not", () => {
    const rereads = new Rereads(WINDOW_MS);
    rereads.remember("T1", verdict("a"), 0);
    for (const nowMs of [1_999, 3_998, 5_997]) expect(rereads.recall("T1", "enter", nowMs)?.scanId).toBe("a");
    expect(rereads.recall("T1", "enter", 8_000)).toBeNull();
    expect(rereads.recall("T1", "enter", 8_001)).toBeNull();
  });

  it("[P8] are of the same ticket in the same direction, and of the newest verdict", () => {
    const rereads = new Rereads(WINDOW_MS);
    rereads.remember("T1", verdict("in"), 0);
    rereads.remember("T1", verdict("out", "exit"), 1);
    rereads.remember("T1", verdict("in again"), 2);
    expect(rereads.recall("T1", "enter", 3)?.scanId).toBe("in again");
    expect(rereads.recall("T1", "exit", 3)?.scanId).toBe("out");
    expect(rereads.recall("T2", "enter", 3)).toBeNull();
  });

  it("[P8] what nobody decided is forgotten, and with it what was shown before", () => {
    const rereads = new Rereads(WINDOW_MS);
    rereads.remember("T1", verdict("a"), 0);
    rereads.remember("T1", verdict("b", "enter", "device"), 1);
    expect(rereads.recall("T1", "enter", 2)).toBeNull();
  });

  it("are off where the window is 0", () => {
    const rereads = new Rereads(0);
    rereads.remember("T1", verdict("a"), 0);
    expect(rereads.recall("T1", "enter", 0)).toBeNull();
  });

  it(`forget the oldest verdict once there are more than ${LIMITS.rereadsPerLane}`, () => {
    const rereads = new Rereads(WINDOW_MS);
    for (let index = 0; index <= LIMITS.rereadsPerLane; index++) rereads.remember(`T${index}`, verdict("a"), 0);
    expect(rereads.recall("T0", "enter", 0)).toBeNull();
    expect(rereads.recall("T1", "enter", 0)).not.toBeNull();
    expect(rereads.recall(`T${LIMITS.rereadsPerLane}`, "enter", 0)).not.toBeNull();
  });
});
