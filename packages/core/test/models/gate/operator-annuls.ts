import { ExceptionRefused, StorageError } from "../../../src/index.js";
import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** An operator says that nobody went through on one of the permits so far. */
export class OperatorAnnuls implements GateCommand {
  readonly #pick: number;

  constructor(pick: number) {
    this.#pick = pick;
  }

  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    const permits = world.history.of("kept").filter(({ decision }) => decision.outcome === "permit");
    const permit = permits[this.#pick % (permits.length || 1)];
    try {
      if (permit !== undefined) world.run.scanner.commands.annul(permit.scanId, { role: "R", reason: "why" });
    } catch (error) {
      if (!(error instanceof ExceptionRefused || error instanceof StorageError)) throw error;
    }
    await world.time.settle();
  }

  toString(): string {
    return `annul(${this.#pick})`;
  }
}
