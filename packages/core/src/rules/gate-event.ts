/** A scan as the gate rules see it: which way, at which kind of gate. */
export type GateEvent =
  | { readonly type: "enterExternal"; readonly reentry: boolean }
  | { readonly type: "exitExternal" }
  | { readonly type: "enterInternal"; readonly multipleEntries: boolean }
  | { readonly type: "exitInternal" };

/** What the machine answers to a gate event: the one action it ever emits. */
export interface Answer {
  readonly status:
    | "OKAY"
    | "EXIT"
    | "INTERNAL_SCAN_EXIT"
    | "ALREADY_ENTERED"
    | "EXIT_NOT_PERMITTED"
    | "INTERNAL_SCAN_ALREADY_ENTERED"
    | "INTERNAL_SCAN_EXIT_NOT_PERMITTED";
}
