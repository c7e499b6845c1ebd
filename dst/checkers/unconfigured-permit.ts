import { serviceWith } from "../plant.js";
import type { Checker } from "./checker.js";

/** Nothing is permitted before Device Configure was answered OKAY in this life of the process. */
export const unconfiguredPermit: Checker = {
  name: "unconfigured permit",
  promises: ["P1"],
  check: ({ history }) => {
    const configured = new Set<string>();
    return history.entries.flatMap((entry) => {
      const life = `${entry.kiosk} ${entry.run}`;
      if (entry.kind === "configured") configured.add(life);
      const isEarly = entry.kind === "committed" && entry.decision.outcome === "permit" && !configured.has(life);
      const message = `${entry.kiosk} permitted a ticket before it was configured`;
      return isEarly ? [{ checker: unconfiguredPermit.name, message, about: [entry.kiosk] }] : [];
    });
  },
  canary: {
    service: (service) =>
      serviceWith(service, {
        configure: async ({ name, venueId, gateName }) => ({
          kind: "answered",
          status: "OKAY",
          message: "",
          value: { id: 99, name, venueId, gateId: 1, gateName },
          serviceTimeMs: null,
        }),
      }),
  },
};
