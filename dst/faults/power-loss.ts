import { seconds, type Incident } from "../incident.js";

/** The power goes in the middle of a write: of what was not synced yet only a torn piece is there. */
export const powerLoss: Incident = {
  name: "power loss",
  perDay: 1,
  strike: (kiosk, chance, time) => {
    if (!kiosk.alive) return null;
    kiosk.disk.trouble = "powerLoss";
    time.after(seconds(chance.between(10, 60)), () => kiosk.start());
    return "";
  },
  heal: (kiosk) => {
    kiosk.disk.trouble = null;
    kiosk.start();
  },
};
