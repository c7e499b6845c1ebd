import type { NetworkFault } from "../network.js";

/** The request is handed over and never arrives. */
export const lostRequest: NetworkFault = {
  name: "lost request",
  draw: (_operation, chance) => (chance.happens(0.01) ? { processes: false, delayMs: 0, answer: "never" } : null),
};
