import { z } from "zod";

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const RELATIVE = /^now(?:([+-])(\d{1,6})([smhd]))?$/;

/**
 * A moment in a venue file: an ISO time with its offset, or one relative to the start of the simulator, so that a demo venue
 * has an event today on every day.
 */
export const moment = z.union([z.iso.datetime({ offset: true }), z.string().regex(RELATIVE)], {
  error: 'expected a time such as "2026-11-23T18:00:00+01:00", or "now", "now+2h", "now-30m", "now-3d"',
});

/** The Unix milliseconds of a {@link moment}. */
export function momentMs(text: z.infer<typeof moment>, nowMs: number): number {
  const relative = RELATIVE.exec(text);
  if (relative === null) return Date.parse(text);
  const [, sign, count, unit] = relative;
  if (count === undefined) return nowMs;
  const distanceMs = Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
  return sign === "-" ? nowMs - distanceMs : nowMs + distanceMs;
}
