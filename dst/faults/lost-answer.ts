import type { NetworkFault } from "../network.js";

/** The service acts on the request, and its answer never arrives: the connection hangs, or is reset. */
export const lostAnswer: NetworkFault = {
  name: "lost answer",
  draw: (_operation, chance) => {
    if (!chance.happens(0.01)) return null;
    const reset = { kind: "unreachable", cause: "reset", sent: true } as const;
    return { processes: true, delayMs: chance.between(10, 500), answer: chance.happens(0.5) ? reset : "never" };
  },
};
