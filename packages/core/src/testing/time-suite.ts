import type { Time } from "../ports/time.js";

/** A time under test. `pass` lets that much time go by, and whatever is due then happen. */
export interface TimeHarness {
  readonly time: Time;
  readonly pass: (ms: number) => Promise<void>;
}

/** One case of the conformance suite. It rejects where the time breaks the contract. */
export interface TimeCase {
  readonly name: string;
  readonly run: (harness: TimeHarness) => Promise<void>;
}

/** What every `Time` must do. Short waits only: the suite also runs on the real one. */
export const timeSuite: readonly TimeCase[] = [
  {
    name: "the monotonic clock only grows, by what has passed",
    async run({ time, pass }) {
      const startMs = time.monotonicMs();
      await pass(20);
      const passedMs = time.monotonicMs() - startMs;
      // A real timer may fire a fraction of a millisecond early by another clock's measure.
      if (passedMs < 19) throw new Error(`20 ms passed, the monotonic clock says ${passedMs}`);
    },
  },
  {
    name: "the wall clock tells Unix milliseconds of our century",
    async run({ time }) {
      const wallMs = time.wallMs();
      if (wallMs < 946_684_800_000 || wallMs > 4_102_444_800_000) throw new Error(`the wall clock says ${wallMs}`);
    },
  },
  {
    name: "what is due is called once, in order, and never within the call that asked for it",
    async run({ time, pass }) {
      const calls: string[] = [];
      time.after(10, () => calls.push("later"));
      time.after(0, () => calls.push("soon"));
      if (calls.length > 0) throw new Error("a timer of 0 ms was called at once");
      await pass(30);
      await pass(30);
      if (calls.join() !== "soon,later") throw new Error(`expected soon,later but got ${calls.join()}`);
    },
  },
  {
    name: "what was cancelled is not called, and cancelling again does nothing",
    async run({ time, pass }) {
      let called = false;
      const cancel = time.after(5, () => (called = true));
      cancel();
      cancel();
      await pass(20);
      if (called) throw new Error("a cancelled timer was called");
    },
  },
];
