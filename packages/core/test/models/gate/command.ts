import type * as fc from "fast-check";
import type { World } from "../../world/world.js";

/** What is known in advance of the gate: whether it has power. What it does with it, the checkers judge. */
export interface GateModel {
  /** A request on its way may meet the power cut that was arranged for it, so the world is asked. */
  readonly hasPower: () => boolean;
}

/** Something that happens at a gate in the course of a day. */
export type GateCommand = fc.AsyncCommand<GateModel, World>;
