import type { NetworkFault } from "../network.js";

/** A complete answer that is no envelope. */
export const malformedAnswer: NetworkFault = {
  name: "malformed answer",
  draw: (_operation, chance) =>
    chance.happens(0.003)
      ? {
          processes: chance.happens(0.5),
          delayMs: chance.between(10, 300),
          answer: { kind: "unintelligible", reason: "notAnEnvelope", httpStatus: 200, retryAfterMs: null },
        }
      : null,
};
