import type { Verdict } from "@usher/core";
import { WORDS } from "./words.js";

/** More places than this do not stay readable from afar. */
const PLACES_SHOWN = 4;

/** The places to show of a verdict, and how many more there are. Who is denied is sent to none: one is enough to talk about. */
export function placesOf({ decision, tickets }: Verdict): {
  readonly places: readonly string[];
  readonly rest: number;
} {
  const all = tickets.map(({ place }) => place).filter((place) => place !== null);
  if (decision === "deny") return { places: all.slice(0, 1), rest: 0 };
  return { places: all.slice(0, PLACES_SHOWN), rest: Math.max(all.length - PLACES_SHOWN, 0) };
}

/** What a steward has to know of a verdict beside its reason. */
export function warningsOf({ inDoubt, saved, source, exception }: Verdict): readonly string[] {
  return [
    ...(inDoubt ? [WORDS.inDoubt] : []),
    ...(!saved && source !== "device" ? [WORDS.notSaved] : []),
    ...(exception?.kind === "unknownAdmitted" ? [WORDS.unknownAdmitted] : []),
    ...(source === "operator" ? [WORDS.byOperator] : []),
  ];
}
