import { hasConverged } from "../converged.js";
import { serviceWith } from "../plant.js";
import type { Checker } from "./checker.js";

/** In a healed world every kiosk comes back: configured, online, its readers open, nothing left to upload. */
export const convergence: Checker = {
  name: "convergence",
  promises: ["P4", "P5", "P11"],
  check: ({ kiosks }) =>
    kiosks
      .filter(({ kiosk }) => !hasConverged(kiosk))
      .map(({ name, kiosk: { state } }) => ({
        checker: convergence.name,
        message: `${name} did not come back: ${JSON.stringify(state)}`,
        about: [name],
      })),
  canary: {
    service: (service) =>
      serviceWith(service, {
        deviceInformation: async () => ({ kind: "unreachable", cause: "refused", sent: false }),
      }),
  },
};
