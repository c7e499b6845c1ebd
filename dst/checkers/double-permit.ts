import { storeWith } from "../plant.js";
import { type Checker, type Decided } from "./checker.js";

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
      const unacknowledged = new Map<string, string>();
      return kiosk.journal.flatMap(({ kind, scanId, data }) => {
        if (kind === "uploaded") for (const id of (data as { scanIds: string[] }).scanIds) unacknowledged.delete(id);
        if (kind !== "decided") return [];
        const { scan, decision } = data as Pick<Decided, "scan" | "decision">;
        const { token } = scan.barcode;
        if (decision.status === "ALREADY_ENTERED" && decision.source === "online") inside.set(token, true);
        if (decision.outcome === "deny") return [];
        const entering = scan.direction === "enter";
        const isHeld = [...unacknowledged.values()].includes(token);
        const forbidden = inside.get(token) === entering && (decision.source === "offline" || isHeld);
        inside.set(token, entering);
        if (decision.source !== "online") unacknowledged.set(scanId ?? "", token);
        const message = `${kiosk.name} permitted ${token} to ${scan.direction} twice (${scanId})`;
        return forbidden ? [{ checker: doublePermit.name, message, about: [token] }] : [];
      });
    }),
  canary: { store: (store) => storeWith(store, { ledgerEntry: () => null }) },
};
