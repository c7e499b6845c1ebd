import { seconds, type Incident } from "../incident.js";

/** The gateway refuses the key for a while. */
export const refusedKey: Incident = {
  name: "refused key",
  perDay: 0.5,
  strike: (kiosk, chance, time) => {
    kiosk.network.keyRefused = true;
    time.after(seconds(chance.between(5, 60)), () => (kiosk.network.keyRefused = false));
    return "";
  },
  heal: (kiosk) => (kiosk.network.keyRefused = false),
};
