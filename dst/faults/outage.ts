import { seconds, type Incident } from "../incident.js";

/** The network goes for a while; often it comes and goes several times in a row. */
export const outage: Incident = {
  name: "flapping network",
  perDay: 5,
  strike: (kiosk, chance, time) => {
    const how = chance.pick(["refused", "silent"] as const);
    const flaps = chance.between(1, 4);
    let atMs = 0;
    for (let flap = 0; flap < flaps; flap += 1) {
      time.after(atMs, () => (kiosk.network.outage = how));
      atMs += seconds(chance.between(1, 120));
      time.after(atMs, () => (kiosk.network.outage = null));
      atMs += seconds(chance.between(1, 10));
    }
    return `${how}, ${flaps} times`;
  },
  heal: (kiosk) => (kiosk.network.outage = null),
};
