import { MemoryStore } from "@usher/core/testing";
import { storeWith } from "../plant.js";
import { decidedBy, type Checker } from "./checker.js";

/** No permit is shown that is not in the journal, as it was shown, whatever happened to the disk since. */
export const unjournalledPermit: Checker = {
  name: "unjournalled permit",
  promises: ["P9"],
  check: ({ kiosks, history }) =>
    kiosks.flatMap((kiosk) => {
      const journal = new Map(decidedBy(kiosk).map((decided) => [decided.scanId, decided]));
      return history.of("verdict").flatMap(({ kiosk: name, verdict }) => {
        if (name !== kiosk.name || verdict.decision !== "permit") return [];
        const decided = journal.get(verdict.scanId);
        const isKept = decided?.decision.outcome === "permit" && decided.scan.scanTimeMs === verdict.scanTimeMs;
        const message = `${name} showed the permit ${verdict.scanId}, which its journal does not have`;
        return isKept ? [] : [{ checker: unjournalledPermit.name, message, about: [verdict.scanId, name] }];
      });
    }),
  canary: {
    store: (store) => {
      const nowhere = new MemoryStore();
      let commits = 0;
      return storeWith(store, {
        commit: (scan, decision, atMs, scanId) => {
          commits += 1;
          return commits % 50 === 0 ? nowhere.commit(scan, decision, atMs) : store.commit(scan, decision, atMs, scanId);
        },
      });
    },
  },
};
