import { describe, expect, it } from "vitest";
import { createRepeats } from "./repeats.js";

describe("repeats", () => {
  it("are those of the same key within the window, counted from the first", () => {
    const repeats = createRepeats(2_000);
    expect(repeats.isRepeat("a", 0)).toBe(false);
    expect(repeats.isRepeat("b", 500)).toBe(false);
    expect(repeats.isRepeat("a", 1_999)).toBe(true);
    expect(repeats.isRepeat("a", 2_000)).toBe(false);
    expect(repeats.isRepeat("b", 2_499)).toBe(true);
    expect(repeats.isRepeat("a", 3_999)).toBe(true);
    expect(repeats.isRepeat("b", 2_500)).toBe(false);
  });

  it("are none where there is no window", () => {
    const repeats = createRepeats(0);
    expect(repeats.isRepeat("a", 0)).toBe(false);
    expect(repeats.isRepeat("a", 0)).toBe(false);
  });
});
