import { describe, expect, it } from "vitest";
import type { Direction, Verdict } from "../domain/index.js";
import { LIMITS } from "../domain/limits.js";
import { VirtualTime } from "../testing/index.js";
import { Lane, type Read } from "./lane.js";

/** A lane whose decisions take as long as a test says, and what became of its reads. */
class LaneOnABench {
  readonly time = new VirtualTime();
  readonly done: string[] = [];
  readonly lane: Lane;
  decisionMs = 1_000;
  told: boolean[] = [];
  source: Verdict["source"] = "online";

  constructor(rereadWindowMs = 2_000) {
    this.lane = new Lane("1", "enter", rereadWindowMs, this.time, {
      decide: (read) => this.#decide(read),
      repeat: (read, { scanId }) => void this.done.push(`${read.barcode.token} repeats ${scanId}`),
      turnAway: (read) => void this.done.push(`${read.barcode.token} turned away`),
      onChecking: () => void this.told.push(this.lane.checking),
    });
  }

  read(token: string, direction: Direction = "enter", manual = false): boolean {
    return this.lane.offer({
      barcode: { token, ticketKey: token, symbology: null },
      direction,
      readerId: "r",
      lane: "1",
      scanTimeMs: this.time.wallMs(),
      readAtMs: this.time.monotonicMs(),
      manual,
      cue: () => undefined,
      report: () => undefined,
    });
  }

  async #decide(read: Read): Promise<void> {
    await new Promise<void>((resolve) => void this.time.after(this.decisionMs, resolve));
    const { token } = read.barcode;
    this.done.push(`${token} decided`);
    this.lane.remember(read, verdictOf(token, read.direction, this.source));
  }
}

function verdictOf(token: string, direction: Direction, source: Verdict["source"]): Verdict {
  return {
    scanId: `scan of ${token}`,
    readerId: "r",
    lane: "1",
    token,
    direction,
    decision: "permit",
    status: "OKAY",
    message: "",
    source,
    inDoubt: false,
    tickets: [],
    place: null,
    eventId: null,
    scanTimeMs: 0,
    elapsedMs: 0,
    repeated: false,
    saved: true,
  };
}

describe("a lane", () => {
  it("has one decision in hand, in the order read, and is busy until the last is done", async () => {
    const bench = new LaneOnABench();
    expect(bench.lane.busy).toBe(false);
    for (const token of ["T1", "T2", "T3"]) bench.read(token);
    await bench.time.advance(1_000);
    expect(bench.done).toEqual(["T1 decided"]);
    await bench.time.advance(1_999);
    expect(bench.done).toEqual(["T1 decided", "T2 decided"]);
    expect(bench.lane.busy).toBe(true);
    await bench.time.advance(1);
    expect(bench.lane.busy).toBe(false);
  });

  it("[P8] lets a read join the one of its ticket that is in hand or waits, but not one that was typed in", async () => {
    const bench = new LaneOnABench();
    expect([bench.read("T1"), bench.read("T2"), bench.read("T2"), bench.read("T1")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(bench.read("T1", "exit")).toBe(true);
    expect(bench.read("T2", "enter", true)).toBe(true);
    await bench.time.advance(10_000);
    expect(bench.done).toEqual(["T1 decided", "T2 decided", "T1 decided", "T2 decided"]);
  });

  it("[P8] counts the window from the read, not from when its turn came", async () => {
    const bench = new LaneOnABench();
    bench.read("T1");
    await bench.time.advance(1_000);
    bench.decisionMs = 5_000;
    bench.read("T2");
    await bench.time.advance(2_000);
    bench.read("T1"); // 2 s after its verdict, and 5 s after it when its turn comes
    await bench.time.advance(10_000);
    expect(bench.done).toEqual(["T1 decided", "T2 decided", "T1 repeats scan of T1"]);
  });

  it("[P8] without a window every read is a scan of its own", async () => {
    const bench = new LaneOnABench(0);
    for (const token of ["T1", "T1"]) expect(bench.read(token)).toBe(true);
    await bench.time.advance(10_000);
    bench.read("T1");
    await bench.time.advance(1_000);
    expect(bench.done).toEqual(["T1 decided", "T1 decided", "T1 decided"]);
  });

  it("[P8] does not repeat what nobody decided", async () => {
    const bench = new LaneOnABench();
    bench.source = "device";
    bench.read("T1");
    await bench.time.advance(1_000);
    bench.read("T1");
    await bench.time.advance(1_000);
    expect(bench.done).toEqual(["T1 decided", "T1 decided"]);
  });

  it("turns away whoever finds the line full, and takes the next when somebody has gone", async () => {
    const bench = new LaneOnABench();
    for (let count = 0; count < LIMITS.waitingPerLane; count++) bench.read(`W${count}`);
    expect(bench.done).toEqual([]);
    bench.read("T1");
    expect(bench.done).toEqual(["T1 turned away"]);
    await bench.time.advance(1_000);
    bench.read("T2");
    expect(bench.done).toEqual(["T1 turned away", "W0 decided"]);
  });

  it("does nothing more once it is closed", async () => {
    const bench = new LaneOnABench();
    bench.read("T1");
    bench.read("T2");
    bench.lane.close();
    await bench.time.advance(10_000);
    expect(bench.done).toEqual(["T1 decided"]);
  });

  it("tells that a read is being checked where that takes long, and no longer once its verdict is there", async () => {
    const bench = new LaneOnABench();
    bench.decisionMs = LIMITS.slowCheckMs - 1;
    bench.read("A");
    await bench.time.advance(LIMITS.slowCheckMs);
    expect(bench.told).toEqual([]);
    bench.decisionMs = LIMITS.slowCheckMs + 1;
    bench.read("B");
    await bench.time.advance(LIMITS.slowCheckMs);
    expect(bench.told).toEqual([true]);
    await bench.time.advance(1);
    expect(bench.lane.checking).toBe(false);
  });
});
