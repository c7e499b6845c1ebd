import type { Scan } from "@usher/core";
import { storeWith } from "../plant.js";
import type { Checker } from "./checker.js";
import { storyOf } from "./story.js";

/**
 * The ledger is never behind what this device permitted: right after the commit, and in the end, after everything. Of a permit that
 * was withdrawn nothing is left in it.
 */
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
    const inTheEnd = kiosks.flatMap((kiosk) =>
      [...storyOf(kiosk).isInside].flatMap(([key, isInside]) => {
        const remembered = kiosk.kiosk.store?.ledgerEntry(key, "E1")?.state.external ?? null;
        const expected = isInside === null ? null : isInside ? "entered" : "exited";
        return remembered === expected ? [] : [wrong(kiosk.name, key)];
      }),
    );
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
