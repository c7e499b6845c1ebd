import type { Permit } from "@usher/core";
import type { Checker } from "./checker.js";

const STALE_MS = 5_000;

/** The gate opens for a committed permit and for nothing else, once for each, and not for one that came too late. */
export const uncommittedOpening: Checker = {
  name: "uncommitted opening",
  promises: ["P8", "P13"],
  check: ({ history }) => {
    const committed = new Set<string>();
    const elapsedMs = new Map<string, number>();
    const opened = new Set<string>();
    return history.entries.flatMap((entry) => {
      if (entry.kind === "committed" && entry.decision.outcome === "permit")
        committed.add(`${entry.kiosk} ${entry.scanId}`);
      if (entry.kind === "verdict" && !entry.verdict.repeated)
        elapsedMs.set(`${entry.kiosk} ${entry.verdict.scanId}`, entry.verdict.elapsedMs);
      if (entry.kind !== "opened") return [];
      const key = `${entry.kiosk} ${entry.permit.scanId}`;
      const isRight = committed.has(key) && !opened.has(key) && (elapsedMs.get(key) ?? Infinity) <= STALE_MS;
      opened.add(key);
      const message = `${entry.kiosk} opened its gate for ${entry.permit.scanId}`;
      return isRight ? [] : [{ checker: uncommittedOpening.name, message, about: [entry.permit.scanId, entry.kiosk] }];
    });
  },
  canary: {
    afterVerdict: (kiosk, verdict) => {
      if (verdict.status === "ALREADY_ENTERED") kiosk.opened({ scanId: verdict.scanId } as Permit);
    },
  },
};
