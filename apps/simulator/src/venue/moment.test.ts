import { describe, expect, it } from "vitest";
import { moment, momentMs } from "./moment.js";

const NOW_MS = Date.parse("2026-11-23T12:00:00Z");
const HOUR_MS = 3_600_000;

describe("a moment", () => {
  it.each([
    ["now", NOW_MS],
    ["now+2h", NOW_MS + 2 * HOUR_MS],
    ["now-30m", NOW_MS - HOUR_MS / 2],
    ["now+90s", NOW_MS + 90_000],
    ["now-3d", NOW_MS - 72 * HOUR_MS],
    ["2026-11-23T18:00:00+01:00", NOW_MS + 5 * HOUR_MS],
    ["2026-11-23T18:00:00Z", NOW_MS + 6 * HOUR_MS],
  ])("%s is read", (text, expectedMs) => {
    expect(momentMs(moment.parse(text), NOW_MS)).toBe(expectedMs);
  });

  it.each(["", "today", "now + 2h", "now+2", "+2h", "2026-11-23", "2026-11-23T18:00:00", "now+2w"])(
    "%j is refused, with words that show what is right",
    (text) => {
      expect(moment.safeParse(text).error?.issues[0]?.message).toContain('"now+2h"');
    },
  );
});
