import { storeWith } from "../plant.js";
import type { Checker } from "./checker.js";
import { storyOf } from "./story.js";

/**
 * Never two permits for one ticket by one device where the rules forbid it: not offline, and not by the service's word while
 * the service does not know of what this device permitted. An operator may (that is another checker's).
 */
export const doublePermit: Checker = {
  name: "double permit",
  promises: ["P2", "P3", "P6"],
  check: ({ kiosks }) =>
    kiosks.flatMap((kiosk) =>
      storyOf(kiosk).decided.flatMap(({ scan, decision, scanId, isHeld, wasInside }) => {
        const { token } = scan.barcode;
        const isByTheRules = decision.source === "offline" || (decision.source === "online" && isHeld);
        const isTwice = wasInside === (scan.direction === "enter") && decision.outcome === "permit";
        const message = `${kiosk.name} permitted ${token} to ${scan.direction} twice (${scanId})`;
        return isTwice && isByTheRules ? [{ checker: doublePermit.name, message, about: [token] }] : [];
      }),
    ),
  canary: { store: (store) => storeWith(store, { ledgerEntry: () => null }) },
};
