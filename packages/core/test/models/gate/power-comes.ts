import type { World } from "../../world/world.js";
import type { GateCommand, GateModel } from "./command.js";

/** The power is back, and the gate starts. */
export class PowerComes implements GateCommand {
  check(model: GateModel): boolean {
    return !model.hasPower();
  }

  async run(_: GateModel, world: World): Promise<void> {
    await world.boot();
    await world.time.advance(10);
  }

  toString(): string {
    return "powerComes";
  }
}
