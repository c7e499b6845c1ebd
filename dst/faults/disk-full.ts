import { seconds, type Incident } from "../incident.js";

/** The disk is full for a while. */
export const diskFull: Incident = {
  name: "disk full",
  perDay: 1,
  strike: (kiosk, chance, time) => {
    kiosk.disk.full = true;
    time.after(seconds(chance.between(1, 60)), () => (kiosk.disk.full = false));
    return "";
  },
  heal: (kiosk) => (kiosk.disk.full = false),
};
