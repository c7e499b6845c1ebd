import type { NetworkFault } from "../network.js";

/** HTTP 500 without an envelope: reached, but senseless. The service may have acted all the same. */
export const serverError: NetworkFault = {
  name: "server error",
  draw: (_operation, chance) =>
    chance.happens(0.005)
      ? {
          processes: chance.happens(0.5),
          delayMs: chance.between(10, 300),
          answer: { kind: "unintelligible", reason: "httpStatus", httpStatus: 500, retryAfterMs: null },
        }
      : null,
};
