import type { Direction } from "./gate.js";

/**
 * What an operator did to the gate as a whole or to one of its lanes (`lane` null: to all of it), as the journal keeps it. `means`: by
 * what it was asked for, in a word or two, such as "operator panel".
 *
 * `direction`: turned around; `reconfigure`: registered anew; `acceptSetAside`: went on with what was saved of the damaged `file`.
 */
export type OperatorsAct = { readonly lane: string | null; readonly means: string } & (
  | { readonly act: "direction"; readonly direction: Direction }
  | { readonly act: "reconfigure" }
  | { readonly act: "acceptSetAside"; readonly file: string }
);
