import type { NetworkFault } from "../network.js";

/** HTTP 503 from the edge, in place of the service, which may or may not have had the request. */
export const gatewayFault: NetworkFault = {
  name: "gateway fault",
  draw: (_operation, chance) =>
    chance.happens(0.005)
      ? {
          processes: chance.happens(0.3),
          delayMs: chance.between(10, 300),
          answer: { kind: "unreachable", cause: "gateway", sent: true },
        }
      : null,
};
