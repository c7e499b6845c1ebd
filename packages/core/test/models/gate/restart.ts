import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** The gate is ended in an orderly way, and started again. */
export class Restart implements GateCommand {
  check(model: GateModel): boolean {
    return model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    await world.stop();
    await world.boot();
    await world.time.advance(10);
  }

  toString(): string {
    return "restart";
  }
}
