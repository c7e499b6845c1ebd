import { seconds, type Incident } from "../incident.js";

/** A scanner is unplugged and comes back. */
export const readerLoss: Incident = {
  name: "reader loss",
  perDay: 2,
  strike: (kiosk, chance, time) => {
    const reader = chance.pick(kiosk.readers);
    reader.lose();
    time.after(seconds(chance.between(1, 60)), () => reader.comeBack());
    return reader.info.path;
  },
  heal: (kiosk) => {
    for (const reader of kiosk.readers) reader.comeBack();
  },
};
