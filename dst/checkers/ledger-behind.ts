import type { Scan } from "@usher/core";
import { storeWith } from "../plant.js";
import { storyOf, tellsEntered, type Checker } from "./checker.js";

/** The ledger is never behind what this device permitted: right after the commit, and in the end, after everything. */
export const ledgerBehind: Checker = {
  name: "ledger behind",
  promises: ["P6"],
  check: ({ kiosks, history }) => {
    const wrong = (kiosk: string, token: string) => ({
      checker: ledgerBehind.name,
      message: `${kiosk} forgot what it permitted for ${token}`,
      about: [token],
    });
    const atOnce = history.of("committed").flatMap(({ kiosk, scan, decision, remembered }) => {
      const isBehind = decision.outcome === "permit" && remembered?.state.external !== placeAfter(scan);
      return isBehind ? [wrong(kiosk, scan.barcode.token)] : [];
    });
    const inTheEnd = kiosks.flatMap((kiosk) => {
      const last = new Map<string, string>();
      for (const decided of storyOf(kiosk)) {
        const { scan, decision } = decided;
        if (decision.outcome === "permit") last.set(scan.barcode.ticketKey, placeAfter(scan));
        else if (tellsEntered(decided)) last.set(scan.barcode.ticketKey, "entered");
      }
      return [...last].flatMap(([key, expected]) =>
        kiosk.kiosk.store?.ledgerEntry(key, "E1")?.state.external === expected ? [] : [wrong(kiosk.name, key)],
      );
    });
    return [...atOnce, ...inTheEnd];
  },
  canary: {
    store: (store) =>
      storeWith(store, {
        commit: (scan, decision, atMs, scanId) =>
          store.commit(scan, decision.source === "offline" ? { ...decision, ledger: null } : decision, atMs, scanId),
      }),
  },
};

/** Where a ticket is once somebody passed with it. */
function placeAfter({ direction }: Scan): "entered" | "exited" {
  return direction === "enter" ? "entered" : "exited";
}
