import type { Incident } from "../incident.js";

/** Some writes fail, one after another. */
export const failedWrite: Incident = {
  name: "failed write",
  perDay: 2,
  strike: (kiosk, chance) => {
    kiosk.disk.failingWrites = chance.between(1, 3);
    return `${kiosk.disk.failingWrites}`;
  },
  heal: (kiosk) => (kiosk.disk.failingWrites = 0),
};
