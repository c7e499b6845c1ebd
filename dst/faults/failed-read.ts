import type { Incident } from "../incident.js";

/** Some reads fail, one after another. */
export const failedRead: Incident = {
  name: "failed read",
  perDay: 4,
  strike: (kiosk, chance) => {
    kiosk.disk.failingReads = chance.between(1, 6);
    return `${kiosk.disk.failingReads}`;
  },
  heal: (kiosk) => (kiosk.disk.failingReads = 0),
};
