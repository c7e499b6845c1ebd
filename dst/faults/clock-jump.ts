import { seconds, type Incident } from "../incident.js";

/** The wall clock jumps, forwards or backwards, and stays there. */
export const clockJump: Incident = {
  name: "clock jump",
  perDay: 1,
  strike: (kiosk, chance) => {
    const bySeconds = chance.between(1, 3_600) * (chance.happens(0.5) ? 1 : -1);
    kiosk.wallOffsetMs += seconds(bySeconds);
    return `by ${bySeconds} s`;
  },
  heal: () => undefined,
};
