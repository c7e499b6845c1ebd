import { describe, expect, test } from "vitest";
import { AnswerFilter } from "./answer-filter.js";
import { COMMAND_SETS, type Answer } from "./commands.js";
import { LIMITS } from "./limits.js";

const ANSWER: Answer = COMMAND_SETS.newland.answer ?? { begin: new Uint8Array(), end: new Uint8Array() };
const TAKEN = "\u0002\u00010000#SCNTRG1\u0006;\u0003";

/** What passes the filter, and each chunk's time. */
function filtered(...chunks: readonly (readonly [text: string, atMs: number])[]): string {
  const filter = new AnswerFilter(ANSWER);
  const passed = chunks.map(([text, atMs]) => filter.take(Buffer.from(text, "latin1"), atMs));
  return Buffer.concat(passed).toString("latin1");
}

describe("[P11] the answer to a command is no part of a read", () => {
  test("whole, and between reads", () => {
    expect(filtered([`ONE\r${TAKEN}TWO\r${TAKEN}${TAKEN}THREE\r`, 0])).toBe("ONE\rTWO\rTHREE\r");
  });

  test("however it is cut", () => {
    for (let cut = 0; cut <= TAKEN.length; cut += 1) {
      expect(filtered([`ONE\r${TAKEN.slice(0, cut)}`, 0], [`${TAKEN.slice(cut)}TWO\r`, 10])).toBe("ONE\rTWO\r");
    }
    const bytes = `ONE\r${TAKEN}TWO\r`.split("").map((byte, index) => [byte, index] as const);
    expect(filtered(...bytes)).toBe("ONE\rTWO\r");
  });
});

describe("what only looks like an answer", () => {
  test.each(["\u0002DATA\u0003", "\u0002\u0002\u0001000DATA", "\u0002\u00010001;\u0003", "\u0002\u0001\u0002\u0003"])(
    "%j is passed on",
    (text) => {
      expect(filtered([text, 0], ["\r", 1])).toBe(`${text}\r`);
    },
  );

  test("a beginning of one that nothing follows is passed on with what comes later", () => {
    expect(filtered(["\u0002\u000100", 0], ["LATE\r", LIMITS.answerMs + 1])).toBe("\u0002\u000100LATE\r");
  });
});

describe("[P11] an answer that never ends costs no read after it", () => {
  test("once its time is over", () => {
    expect(filtered([TAKEN.slice(0, -2), 0], ["ONE\r", LIMITS.answerMs + 1])).toBe("ONE\r");
  });

  test("once it is longer than any", () => {
    const endless = TAKEN.slice(0, -2).padEnd(LIMITS.answerBytes + 1, "x");
    expect(filtered([endless, 0], ["ONE\r", 1])).toBe("ONE\r");
  });
});
