import type { Entry, Violation } from "../history.js";
import { storeWith } from "../plant.js";
import type { Checker, KioskRecord } from "./checker.js";

/**
 * What an operator did to a gate is in its journal, as it was done; unless the disk refused that, or the process was killed while it
 * was written.
 */
export const unnotedAct: Checker = {
  name: "unnoted act",
  promises: [],
  check: ({ kiosks, history }) =>
    kiosks.flatMap((kiosk) => {
      const own = history.entries.filter((entry) => entry.kiosk === kiosk.name);
      return own.flatMap((entry, at) => wrongWith(entry, own.slice(0, at), kiosk));
    }),
  canary: { store: (store) => storeWith(store, { noteAct: () => undefined }) },
};

function wrongWith(entry: Entry, before: readonly Entry[], { name, journal }: KioskRecord): readonly Violation[] {
  const wrong = (message: string) => [
    { checker: unnotedAct.name, message: `${name}: ${message}`, about: [name, "operator"] },
  ];
  if (entry.kind === "acted") {
    const written = before.findLast(({ kind }) => ["acted", "noted", "unnoted", "killed"].includes(kind));
    return written?.kind === "acted" || written?.atMs !== entry.atMs ? wrong(`a ${entry.act} left no trace`) : [];
  }
  if (entry.kind !== "noted") return [];
  const isKept = journal.some(
    ({ kind, atMs, data }) =>
      kind === "operator" && atMs === entry.wallMs && JSON.stringify(data) === JSON.stringify(entry.act),
  );
  return isKept ? [] : wrong(`the journal does not have the ${entry.act.act} that it took`);
}
