import type { ScanId } from "./scan.js";

/** On whose word something was done by hand, and why. Both are kept in the journal; bounded by `LIMITS`. */
export interface OperatorsWord {
  readonly role: string;
  readonly reason: string;
}

/**
 * Why somebody passes whom the rules alone would not let pass (promise P14). `unknownAdmitted`: offline, a ticket that no
 * validator knows, within the venue's allowance. `overridden`: an operator overruled the denial of the scan `scanId`.
 */
export type PassageException =
  | { readonly kind: "unknownAdmitted" }
  | ({ readonly kind: "overridden"; readonly scanId: ScanId } & OperatorsWord);

/** Who says that nobody went through on a permit: the gate itself, which did not turn, or an operator. */
export type Annulment = { readonly by: "gate" } | ({ readonly by: "operator" } & OperatorsWord);
