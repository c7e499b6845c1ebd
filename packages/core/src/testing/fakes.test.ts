import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Permit } from "../ports/index.js";
import { gateOutputSuite, RecordingOutput, type GateOutputHarness } from "./gate-output-suite.js";
import { timeSuite } from "./time-suite.js";
import { SeededRandom, VirtualTime } from "./virtual-time.js";

describe("virtual time is a Time", () => {
  for (const { name, run } of timeSuite) {
    it(name, async () => {
      const time = new VirtualTime();
      await run({ time, pass: async (ms) => time.advance(ms) });
    });
  }

  it("lets promises settle before the next timer: an answer at 2.7 s beats the time-out at 3 s", async () => {
    const time = new VirtualTime();
    const answer = new Promise<string>((resolve) => void time.after(2_700, () => resolve("answer")));
    const timeout = new Promise<string>((resolve) => void time.after(3_000, () => resolve("timeout")));
    const first = Promise.race([answer, timeout]);
    await time.advance(10_000);
    expect(await first).toBe("answer");
  });

  it("calls timers by their time and then by their age, whatever is set and cancelled", async () => {
    const timers = fc.array(fc.record({ ms: fc.integer({ min: 0, max: 20 }), isCancelled: fc.boolean() }));
    await fc.assert(
      fc.asyncProperty(timers, async (specs) => {
        const time = new VirtualTime();
        const called: number[] = [];
        const cancels = specs.map(({ ms }, index) => time.after(ms, () => called.push(index)));
        for (const [index, { isCancelled }] of specs.entries()) if (isCancelled) cancels[index]?.();
        await time.advance(20);
        const expected = specs
          .map(({ ms, isCancelled }, index) => ({ ms, isCancelled, index }))
          .filter(({ isCancelled }) => !isCancelled)
          .sort((a, b) => a.ms - b.ms || a.index - b.index);
        expect(called).toEqual(expected.map(({ index }) => index));
        expect(time.waiting).toBe(0);
      }),
    );
  });

  it("has a wall clock that jumps without moving a timer", async () => {
    const time = new VirtualTime(1_000);
    let called = false;
    time.after(100, () => (called = true));
    time.jumpWall(-3_600_000);
    await time.advance(100);
    expect(called).toBe(true);
    expect(time.wallMs()).toBe(1_000 - 3_600_000 + 100);
  });
});

describe("the recording output is a GateOutput", () => {
  for (const { name, run } of gateOutputSuite) it(name, () => run(harnessOf(new RecordingOutput())));
});

describe("the suite of gate outputs notices", () => {
  const failures = async (make: () => RecordingOutput) => {
    const runs = await Promise.allSettled(gateOutputSuite.map(({ run }) => run(harnessOf(make()))));
    return runs.filter(({ status }) => status === "rejected").length;
  };

  it("a gate that tells everything twice", async () => {
    class Stutters extends RecordingOutput {
      override turn(passed: boolean): void {
        super.turn(passed);
        super.turn(passed);
      }
    }
    expect(await failures(() => new Stutters())).toBeGreaterThan(0);
  });

  it("a gate that calls a permit unused because it is gone itself", async () => {
    class Presumes extends RecordingOutput {
      override permit(permit: Permit): void {
        super.permit(permit);
        this.turn(false);
      }
    }
    expect(await failures(() => new Presumes())).toBeGreaterThan(0);
  });
});

function harnessOf(output: RecordingOutput): GateOutputHarness {
  return {
    output,
    opened: async () => output.permits.length,
    unplug: async () => undefined,
    turn: async (passed) => output.turn(passed),
  };
}

describe("seeded random", () => {
  it("repeats itself by its seed and stays from 0 to under 1", () => {
    const draw = (seed: number) => {
      const random = new SeededRandom(seed);
      return Array.from({ length: 1_000 }, () => random.next());
    };
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    for (const value of draw(9)) expect(value >= 0 && value < 1).toBe(true);
  });
});
