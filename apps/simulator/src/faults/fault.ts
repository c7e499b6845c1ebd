import { z } from "zod";
import { LIMITS } from "../limits.js";

/**
 * How the Presence listener ails. One fault at a time:
 * - `unreachable`: see `unreachable.ts`
 * - `slow`: see `slow.ts`
 */
export type Fault =
  | { readonly kind: "none" }
  | { readonly kind: "unreachable"; readonly how: UnreachableHow }
  | { readonly kind: "slow"; readonly delayMs: number; readonly dripMs: number };

const unreachableHow = z.enum(["refuse", "reset", "silent"]);

/**
 * - `refuse`: nobody listens, a connection is refused at once
 * - `reset`: a connection is taken, and reset as soon as something is sent
 * - `silent`: a connection is taken, and nothing ever comes back
 */
export type UnreachableHow = z.infer<typeof unreachableHow>;

const slowMs = z.int().nonnegative().max(LIMITS.slowMs);

/** What `PUT /admin/faults` takes. What it leaves out is not at fault: each PUT replaces all. */
export const faultRequest = z
  .strictObject({
    unreachable: z.boolean(),
    how: unreachableHow.nullish().describe('How, where it is unreachable. Default: "refuse".'),
    delayMs: slowMs.default(0).describe("Milliseconds by which every answer comes late."),
    dripMs: slowMs.default(0).describe("Milliseconds over which the body of every answer is spread, piece by piece."),
  })
  .refine(({ unreachable, delayMs, dripMs }) => !unreachable || (delayMs === 0 && dripMs === 0), {
    error: "expected one fault at a time: unreachable, or slow (delayMs, dripMs)",
  });

/** What `GET /admin/faults` shows. May be sent back as it is. */
export const faultState = z.object({
  unreachable: z.boolean(),
  how: unreachableHow.nullable(),
  delayMs: z.int(),
  dripMs: z.int(),
});

/** The fault that a request means. */
export function faultOf({ unreachable, how, delayMs, dripMs }: z.infer<typeof faultRequest>): Fault {
  if (unreachable) return { kind: "unreachable", how: how ?? "refuse" };
  return delayMs === 0 && dripMs === 0 ? { kind: "none" } : { kind: "slow", delayMs, dripMs };
}

/** A fault as it is shown. */
export function stateOf(fault: Fault): z.infer<typeof faultState> {
  return {
    unreachable: fault.kind === "unreachable",
    how: fault.kind === "unreachable" ? fault.how : null,
    delayMs: fault.kind === "slow" ? fault.delayMs : 0,
    dripMs: fault.kind === "slow" ? fault.dripMs : 0,
  };
}
