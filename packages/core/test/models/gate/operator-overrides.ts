import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** An operator lets somebody pass against one of the denials so far. */
export class OperatorOverrides implements GateCommand {
  readonly #pick: number;

  constructor(pick: number) {
    this.#pick = pick;
  }

  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    const denials = world.history.of("kept").filter(({ decision }) => decision.outcome === "deny");
    const denied = denials[this.#pick % (denials.length || 1)];
    if (denied !== undefined) await world.override(denied.scanId);
  }

  toString(): string {
    return `override(${this.#pick})`;
  }
}
