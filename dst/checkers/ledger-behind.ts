import { storeWith } from "../plant.js";
import { decidedBy, type Checker } from "./checker.js";

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
      const expected = scan.direction === "enter" ? "entered" : "exited";
      const isBehind = decision.outcome === "permit" && remembered?.state.external !== expected;
      return isBehind ? [wrong(kiosk, scan.barcode.token)] : [];
    });
    const inTheEnd = kiosks.flatMap((kiosk) => {
      const last = new Map<string, string>();
      for (const { scan, decision } of decidedBy(kiosk)) {
        const expected = scan.direction === "enter" ? "entered" : "exited";
        if (decision.outcome === "permit") last.set(scan.barcode.ticketKey, expected);
        else if (decision.status === "ALREADY_ENTERED" && decision.source === "online")
          last.set(scan.barcode.ticketKey, "entered");
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
