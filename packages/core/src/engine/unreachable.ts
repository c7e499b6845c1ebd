import type { UnreachableCause } from "../ports/ticket-service.js";

/** What a person at the gate hears of each cause, and what to look at. */
export const UNREACHABLE: Readonly<Record<UnreachableCause, string>> = {
  name: "its name is not found: check this device's network and name server, and endpoint in the configuration",
  refused: "no connection can be made: check this device's network, and endpoint in the configuration",
  connectTimeout: "nothing answers at its address: check this device's network, and what a firewall lets out",
  certificate: "its TLS certificate could not be verified: check this device's clock, and caFile in the configuration",
  tls: "it does not speak TLS as it should: check endpoint in the configuration, and whether this network reads along",
  reset: "the connection broke off in the middle: check this device's network",
  aborted: "no answer came in time: the network or the service is slow or stuck",
  gateway: "what stands before the service answers, and says that the service is down",
};
