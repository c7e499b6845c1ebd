import { seconds, type Incident } from "../incident.js";

/** The process is killed, between two steps or right before or after a write, and started again. */
export const processKill: Incident = {
  name: "process kill",
  perDay: 3,
  strike: (kiosk, chance, time) => {
    if (!kiosk.alive) return null;
    const when = chance.pick(["now", "killBefore", "killAfter"] as const);
    if (when === "now") kiosk.kill();
    else kiosk.disk.trouble = when;
    time.after(seconds(chance.between(1, 30)), () => kiosk.start());
    return when;
  },
  heal: (kiosk) => {
    kiosk.disk.trouble = null;
    kiosk.start();
  },
};
