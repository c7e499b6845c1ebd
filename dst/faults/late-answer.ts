import type { NetworkFault } from "../network.js";

/** The answer comes late: before the 3 seconds are over, or after. */
export const lateAnswer: NetworkFault = {
  name: "late answer",
  draw: (_operation, chance) =>
    chance.happens(0.02) ? { processes: true, delayMs: chance.between(2_500, 3_500), answer: "service" } : null,
};
