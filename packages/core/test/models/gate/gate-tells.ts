import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** The gate tells of the last permit that it was opened for: somebody went through, or it did not turn. */
export class GateTells implements GateCommand {
  readonly #passed: boolean;

  constructor(passed: boolean) {
    this.#passed = passed;
  }

  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    await world.passage(this.#passed);
  }

  toString(): string {
    return this.#passed ? "passed" : "didNotTurn";
  }
}
