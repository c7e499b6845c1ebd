import { seconds, type Incident } from "../incident.js";

/** A scanner keeps for a while what it reads, then tells all of it at once, as a radio link out of reach does. */
export const slowReader: Incident = {
  name: "slow reader",
  perDay: 2,
  strike: (kiosk, chance, time) => {
    const reader = chance.pick(kiosk.readers);
    kiosk.holdBack(reader);
    time.after(seconds(chance.between(5, 120)), () => kiosk.deliver(reader));
    return reader.info.path;
  },
  heal: (kiosk) => {
    for (const reader of kiosk.readers) kiosk.deliver(reader);
  },
};
