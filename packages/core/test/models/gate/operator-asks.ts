import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** A button. */
export type OperatorWish = "retry" | "reconfigure" | "uploadNow";

/** An operator presses a button. */
export class OperatorAsks implements GateCommand {
  readonly #wish: OperatorWish;

  constructor(wish: OperatorWish) {
    this.#wish = wish;
  }

  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    world.run.scanner.commands[this.#wish]();
    await world.time.settle();
  }

  toString(): string {
    return `operator(${this.#wish})`;
  }
}
