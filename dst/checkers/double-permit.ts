import { storeWith } from "../plant.js";
import { storyOf, tellsEntered, type Checker } from "./checker.js";

/**
 * Never two permits for one ticket by one device where the rules forbid it: not offline, and not by the service's word while
 * the service does not know of what this device permitted. An own small model over the journal, not the engine's ledger.
 */
export const doublePermit: Checker = {
  name: "double permit",
  promises: ["P2", "P3", "P6"],
  check: ({ kiosks }) =>
    kiosks.flatMap((kiosk) => {
      const inside = new Map<string, boolean>();
      return storyOf(kiosk).flatMap((decided) => {
        const { scan, decision, scanId, isHeld } = decided;
        const { token } = scan.barcode;
        if (tellsEntered(decided)) inside.set(token, true);
        if (decision.outcome === "deny") return [];
        const entering = scan.direction === "enter";
        const forbidden = inside.get(token) === entering && (decision.source === "offline" || isHeld);
        inside.set(token, entering);
        const message = `${kiosk.name} permitted ${token} to ${scan.direction} twice (${scanId})`;
        return forbidden ? [{ checker: doublePermit.name, message, about: [token] }] : [];
      });
    }),
  canary: { store: (store) => storeWith(store, { ledgerEntry: () => null }) },
};
