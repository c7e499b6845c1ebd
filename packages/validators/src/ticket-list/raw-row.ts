import type { FileProblem } from "../files/problems.js";

/** A row of a ticket list before it is checked, or what is wrong with it as text. `line` counts from 1. */
export type RawRow = { readonly line: number; readonly value: unknown } | (FileProblem & { readonly line: number });
